package dev.retort.core.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retort.spi.ProgressSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ProgressMeterTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private long succeeded;
    private long failed;
    private OptionalLong total = OptionalLong.of(1000);
    private final ProgressMeter meter = new ProgressMeter(
            () -> new ProgressSnapshot("records", succeeded, failed, 100, total, Map.of(), List.of()), 0);

    @Test
    void theRateIsThatOfTheLastTenSeconds() {
        for (int second = 0; second <= 30; second++) {
            succeeded = second <= 15 ? 0 : (second - 15) * 20L;
            ProgressUpdate update = meter.sample(second * SECOND, false);
            if (second == 30) {
                assertEquals(20, update.perSecond(), 1e-9);
                assertEquals(Optional.of(Duration.ofSeconds(30)), update.remaining());
                assertEquals(Duration.ofSeconds(30), update.elapsed());
            }
        }
    }

    @Test
    void theLastRateIsThatOfTheWholeTime() {
        meter.sample(0, false);
        succeeded = 300;
        failed = 60;
        ProgressUpdate update = meter.sample(30 * SECOND, true);
        assertEquals(12, update.perSecond(), 1e-9);
        assertEquals(Optional.empty(), update.remaining());
        assertTrue(update.last());
    }

    @Test
    void nothingRemainsToBeSaidWithoutRateOrTotal() {
        assertEquals(Optional.empty(), meter.sample(0, false).remaining());
        assertEquals(Optional.empty(), meter.sample(SECOND, false).remaining());
        succeeded = 10;
        assertTrue(meter.sample(2 * SECOND, false).remaining().isPresent());
        total = OptionalLong.empty();
        assertEquals(Optional.empty(), meter.sample(3 * SECOND, false).remaining());
    }

    @Test
    void moreThanTheTotalLeavesNothing() {
        total = OptionalLong.of(5);
        meter.sample(0, false);
        succeeded = 10;
        assertEquals(Optional.of(Duration.ZERO), meter.sample(SECOND, false).remaining());
    }

    @Test
    void samplesAreBoundedHoweverLongTheRun() {
        for (int tick = 0; tick < 500_000; tick++) {
            succeeded = tick;
            meter.sample(tick * SECOND / 5, false);
        }
        meter.sample(500_000 * SECOND / 5, true);
        List<Sample> samples = meter.samples();
        assertTrue(samples.size() <= Samples.MOST && samples.size() >= Samples.MOST / 2, () -> "" + samples.size());
        assertEquals(0, samples.get(0).seconds());
        assertEquals(100_000, samples.get(samples.size() - 1).seconds(), 1e-6);
        double widest = 0;
        for (int i = 1; i < samples.size(); i++) {
            widest = Math.max(
                    widest, samples.get(i).seconds() - samples.get(i - 1).seconds());
        }
        assertTrue(widest <= 2 * 100_000.0 / samples.size() + 1, "widest " + widest);
    }
}
