package dev.retort.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retort.spi.ProgressSnapshot;
import dev.retort.spi.TaskContext.ProgressWatch;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingContextTest {

    @Test
    void keepsWhatATaskDoesWithIt(@TempDir Path directory) {
        RecordingContext context = new RecordingContext(directory);
        context.say("hello");
        context.events().emit("record_failed", Map.of("line", 3));
        ProgressWatch watch =
                context.watch(() -> new ProgressSnapshot("records", 1, 0, 0, OptionalLong.of(2), Map.of(), List.of()));
        assertEquals(1, context.progressNow().get(0).succeeded());
        watch.close();
        assertEquals(List.of("hello"), context.said());
        assertEquals(3, context.events("record_failed").get(0).fields().get("line"));
        assertEquals(1, context.finalSnapshots().size());
        assertTrue(context.progressNow().isEmpty());
    }

    @Test
    void runsActionsOnceWhenCancelled(@TempDir Path directory) {
        RecordingContext context = new RecordingContext(directory);
        List<String> ran = new ArrayList<>();
        context.cancellation().onRequest(() -> ran.add("kept"));
        context.cancellation().onRequest(() -> ran.add("removed")).close();
        assertFalse(context.cancellation().requested());
        context.cancellation().request();
        context.cancellation().request();
        context.cancellation().onRequest(() -> ran.add("late"));
        assertEquals(List.of("kept", "late"), ran);
    }

    @Test
    void movesTheClockByHand() {
        ManualClock clock = new ManualClock(Instant.EPOCH);
        clock.advance(Duration.ofSeconds(3));
        assertEquals(Instant.ofEpochSecond(3), clock.instant());
    }
}
