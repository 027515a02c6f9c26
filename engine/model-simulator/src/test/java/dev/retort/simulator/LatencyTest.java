package dev.retort.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatencyTest {

    private static final String MEND = "; write a latency as 200ms, 100ms..400ms or lognormal 300ms p99 2s";

    @ParameterizedTest
    @CsvSource({
        "200ms, 200000000, 200000000, 200ms",
        "0, 0, 0, 0ms",
        "1.5s, 1500000000, 1500000000, 1.5s",
        "1m30s, 90000000000, 90000000000, 90s",
        "250us, 250000, 250000, 0.25ms",
        "' 100ms .. 400ms ', 250000000, 397000000, 100ms..400ms",
        "lognormal 300ms  p99 2s, 300000000, 2000000000, lognormal 300ms p99 2s",
    })
    void readsTheTextsOfAConfiguration(String text, long median, long p99, String written) {
        Latency latency = Latency.parse(text);

        assertEquals(1, (latency.nanosAt(0.5) + 1.0) / (median + 1.0), 1e-6);
        assertEquals(1, (latency.nanosAt(0.99) + 1.0) / (p99 + 1.0), 1e-6);
        assertEquals(written, latency.toString());
        assertEquals(written, Latency.parse(written).toString());
    }

    @ParameterizedTest
    @CsvSource({
        "soon, this is no time",
        "200, a time needs a unit",
        "'', this is no time",
        "-1ms, this is no time",
        "1e3s, this is no time",
        "..5ms, this is no time",
        "25h, a latency must not be above 24h",
        "400ms..100ms, the least must not be above the most",
        "lognormal 2s p99 1s, the median must not be above p99",
        "lognormal 0 p99 1s, the median must be above 0",
        "lognormal 1s, this is no time",
    })
    void saysWhatIsWrongWithOtherTexts(String text, String what) {
        assertEquals(
                "\"" + text + "\": " + what + MEND,
                assertThrows(IllegalArgumentException.class, () -> Latency.parse(text))
                        .getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "0, a reply has 1 to 100000 tokens",
        "100001, a reply has 1 to 100000 tokens",
        "few, this is no number of tokens",
        "20.5, this is no number of tokens",
        "30..20, the least must not be above the most",
    })
    void saysWhatIsWrongWithALength(String text, String what) {
        assertEquals(
                "\"" + text + "\": " + what + "; write a number of tokens as 64, 20..200 or lognormal 100 p99 800",
                assertThrows(IllegalArgumentException.class, () -> ReplyLength.parse(text))
                        .getMessage());
    }

    @Test
    void readsLengths() {
        assertEquals(64, ReplyLength.parse("64").tokensAt(0.9));
        assertEquals(110, ReplyLength.parse("20..200").tokensAt(0.5));
        assertEquals(800, ReplyLength.parse("lognormal 100 p99 800").tokensAt(0.99));
        assertEquals(
                "lognormal 100 p99 800",
                ReplyLength.parse("lognormal 100 p99 800").toString());
    }

    @Test
    void normalQuantilesAreThoseOfTheTables() {
        assertEquals(0, NormalQuantile.of(0.5), 1e-9);
        assertEquals(1.959963984540054, NormalQuantile.of(0.975), 1e-8);
        assertEquals(-2.3263478740408408, NormalQuantile.of(0.01), 1e-8);
        assertEquals(-3.090232306167813, NormalQuantile.of(0.001), 1e-8);
        assertEquals(4.753424308822899, NormalQuantile.of(1 - 1e-6), 1e-7);
    }

    @Test
    void answersNoSoonerThanTheLatency() throws IOException {
        Behaviour behaviour = Behaviour.defaults()
                .withLatency(Latency.fixed(Duration.ofMillis(20)))
                .withReplyLength(ReplyLength.parse("100"))
                .withTokensPerSecond(10_000);
        try (SimulatedModel model = SimulatedModel.start(behaviour, 0)) {
            long start = System.nanoTime();
            RawClient.ask(model, RawClient.QUESTION);

            assertTrue(System.nanoTime() - start >= 30_000_000);
        }
    }

    @Test
    void timersComeInTheOrderOfTheirTime() {
        TimerQueue<Integer> queue = new TimerQueue<>();
        java.util.Random random = new java.util.Random(3);
        for (int i = 0; i < 5_000; i++) {
            queue.add(random.nextInt(1_000) - 500, i, 2L * i);
            if (i % 5 == 4) {
                queue.removeFirst();
            }
        }
        long last = Long.MIN_VALUE;
        int left = 0;
        for (; !queue.isEmpty(); left++) {
            assertTrue(queue.firstDue() >= last);
            last = queue.firstDue();
            long ticket = queue.firstTicket();
            assertEquals(ticket, 2L * queue.removeFirst());
        }
        assertEquals(4_000, left);
    }
}
