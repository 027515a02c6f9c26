package dev.retort.jsonl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

final class AppendOptionsTest {

    private static final AppendOptions DEFAULTS = AppendOptions.defaults();

    @Test
    void theQueueGrowsWithTheCommit() {
        AppendOptions options = DEFAULTS.withCommit(10_000, Duration.ofSeconds(2));
        assertEquals(10_000, options.commitRecords());
        assertEquals(10_000, options.queueRecords());
        assertEquals(Duration.ofSeconds(2), options.commitInterval());
        assertEquals(
                DEFAULTS.queueRecords(), DEFAULTS.withCommit(30, Duration.ZERO).queueRecords());
    }

    @Test
    void refusesWhatCannotWork() {
        refuses(() -> DEFAULTS.withCommit(0, Duration.ZERO), "commitRecords must be at least 1, found 0");
        refuses(() -> DEFAULTS.withQueue(255, 1), "queueRecords must be at least 256, found 255");
        refuses(() -> DEFAULTS.withQueue(256, 0), "queueBytes must be at least 1, found 0");
        refuses(
                () -> DEFAULTS.withGiveUpAfter(Duration.ofSeconds(-1)),
                "a duration of an appender is negative: PT0.5S, PT0.01S, PT-1S");
    }

    private static void refuses(Executable call, String message) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
