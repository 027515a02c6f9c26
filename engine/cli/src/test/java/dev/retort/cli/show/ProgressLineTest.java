package dev.retort.cli.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retort.core.run.ProgressUpdate;
import dev.retort.spi.Gauge;
import dev.retort.spi.ProgressSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

    private static ProgressUpdate at58PerSecond(ProgressSnapshot snapshot) {
        return new ProgressUpdate(snapshot, Duration.ofSeconds(12), 58.1, Optional.of(Duration.ofMillis(830)), false);
    }

    private static ProgressSnapshot snapshot(
            long succeeded, long failed, OptionalLong total, Map<String, Long> failures) {
        return new ProgressSnapshot(
                "records",
                succeeded,
                failed,
                0,
                total,
                failures,
                List.of(Gauge.count("in flight", 30, 30), Gauge.tokens("tokens", 41_234), Gauge.dollars("cost", 0.0)));
    }

    @Test
    void fillsOneHundredColumns() {
        List<String> lines = ProgressLine.live(at58PerSecond(snapshot(117, 0, OptionalLong.of(164), Map.of())), 100);
        assertEquals(
                List.of("  ███████████▍      71%  117/164   58/s   eta 1s   in flight 30/30   errors 0"
                        + "   tokens 41.2k   $0.00"),
                lines);
        assertTrue(lines.get(0).length() <= 100, lines.get(0));
    }

    @Test
    void leavesOutWhatDoesNotFit() {
        for (int width = 10; width < 140; width++) {
            for (String line : ProgressLine.live(
                    at58PerSecond(snapshot(117, 40, OptionalLong.of(164), Map.of("timeout_idle", 40L))), width)) {
                assertTrue(line.length() <= width, width + ": " + line);
            }
        }
    }

    @Test
    void theLeastImportantFiguresGoFirstAndMoneyStays() {
        ProgressSnapshot rich = new ProgressSnapshot(
                "records",
                31_204,
                0,
                0,
                OptionalLong.of(50_000),
                Map.of(),
                List.of(
                        Gauge.count("in flight", 212, 256),
                        Gauge.tokens("tokens", 41_234_000),
                        Gauge.rate("tokens", 41_234),
                        Gauge.dollars("cost", 4.11, 16.2),
                        Gauge.count("waiting", 12)));
        assertEquals(
                "  ██████▏     62%  31,204/50,000   58/s   eta 1s   in flight 212/256   errors 0"
                        + "   $4.11 of about $16",
                ProgressLine.live(at58PerSecond(rich), 100).get(0));
        assertTrue(ProgressLine.live(at58PerSecond(rich), 120)
                .get(0)
                .endsWith("errors 0   tokens 41.2M   $4.11 of about $16"));
        assertTrue(ProgressLine.live(at58PerSecond(rich), 90).get(0).endsWith("   errors 0   $4.11"));
        assertTrue(ProgressLine.live(at58PerSecond(rich), 80).get(0).endsWith("   in flight 212/256   errors 0"));
        assertTrue(ProgressLine.live(at58PerSecond(rich), 60).get(0).endsWith("   58/s   eta 1s"));
    }

    @Test
    void namesTheClassesOfFailureMostFrequentFirst() {
        assertEquals(
                "27 context_length_exceeded · 9 content_filter · 9 timeout_idle",
                ProgressLine.failures(
                        Map.of("timeout_idle", 9L, "context_length_exceeded", 27L, "content_filter", 9L)));
    }

    @Test
    void countsWithoutATotal() {
        assertEquals(
                "12.0 s: 117 records · 58/s · in flight 30/30 · errors 0 · tokens 41.2k · $0.00",
                ProgressLine.plain(at58PerSecond(snapshot(117, 0, OptionalLong.empty(), Map.of()))));
    }

    @Test
    void writesAmountsAsPeopleDo() {
        assertEquals("0.8 s", Amounts.span(Duration.ofMillis(812)));
        assertEquals("1 min 0 s", Amounts.span(Duration.ofMillis(59_970)));
        assertEquals("41 min 12 s", Amounts.span(Duration.ofSeconds(2_472)));
        assertEquals("3 h 05 min", Amounts.span(Duration.ofMinutes(185)));
        assertEquals("2 d 4 h", Amounts.span(Duration.ofHours(52)));
        assertEquals("999", Amounts.compact(999));
        assertEquals("1.0M", Amounts.compact(999_960));
        assertEquals("4.2/min", Amounts.rate(0.07));
        assertEquals("0.0/s", Amounts.rate(0));
    }

    @Test
    void writesGaugesByTheirUnit() {
        assertEquals("in flight 212/256", Amounts.gauge(Gauge.count("in flight", 212, 256)));
        assertEquals("1.2k tokens/s", Amounts.gauge(Gauge.rate("tokens", 1_234)));
        assertEquals("3.5 tokens/s", Amounts.gauge(Gauge.rate("tokens", 3.46)));
        assertEquals("$4.11", Amounts.gauge(Gauge.dollars("cost", 4.111)));
        assertEquals("$4.11 of about $16", Amounts.gauge(Gauge.dollars("cost", 4.111, 15.6)));
        assertEquals("$0.11 of about $1.56", Amounts.gauge(Gauge.dollars("cost", 0.111, 1.56)));
        assertEquals("p50 1.2 s", Amounts.gauge(Gauge.seconds("p50", Duration.ofMillis(1_234))));
        assertEquals("written 1.5MB", Amounts.gauge(Gauge.bytes("written", 1_500_000)));
    }
}
