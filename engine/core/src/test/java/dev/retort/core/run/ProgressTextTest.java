package dev.retort.core.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.retort.spi.Gauge;
import dev.retort.spi.ProgressSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ProgressTextTest {

    private static ProgressUpdate update(ProgressSnapshot snapshot, double rate, Optional<Duration> left) {
        return new ProgressUpdate(snapshot, Duration.ofSeconds(2), rate, left, false);
    }

    @Test
    void saysEverythingThatIsKnown() {
        ProgressSnapshot snapshot = new ProgressSnapshot(
                "records",
                12_000,
                31,
                400,
                OptionalLong.of(50_000),
                Map.of(),
                List.of(
                        Gauge.count("in flight", 30, 30),
                        Gauge.tokens("tokens", 41_200),
                        Gauge.bytes("written", 1_534_000),
                        Gauge.seconds("wait", Duration.ofMillis(1_250)),
                        Gauge.rate("tokens", 1_234.6),
                        Gauge.dollars("cost", 4.114, 10)));
        assertEquals(
                "12,431 of 50,000 records, 31 failed, 400 skipped, 58/s, 10 min 47 s to go; in flight 30/30,"
                        + " tokens 41,200, written 1.5 MB, wait 1.25 s, 1,235 tokens/s, cost $4.11 of about $10.00",
                ProgressText.of(update(snapshot, 58.2, Optional.of(Duration.ofSeconds(647)))));
    }

    @Test
    void saysNothingOfWhatIsNotKnown() {
        ProgressSnapshot snapshot = new ProgressSnapshot("files", 3, 0, 0, OptionalLong.empty(), Map.of(), List.of());
        assertEquals("3 files, 1.5/s", ProgressText.of(update(snapshot, 1.52, Optional.empty())));
    }
}
