package dev.retort.core.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retort.core.run.ProgressMonitor.Chore;
import dev.retort.spi.ProgressSnapshot;
import dev.retort.spi.TaskContext.ProgressWatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.slf4j.helpers.NOPLogger;

class ProgressMonitorTest {

    private final List<ProgressUpdate> shown = new ArrayList<>();
    private final List<String> done = new ArrayList<>();
    private long now;
    private final ProgressMonitor monitor = new ProgressMonitor(
            () -> now,
            shown::add,
            List.of(
                    Chore.every(Duration.ofSeconds(2), () -> done.add("heartbeat")),
                    Chore.every(Duration.ofSeconds(10), () -> {
                        done.add("line");
                        throw new IllegalStateException("cannot write");
                    })),
            NOPLogger.NOP_LOGGER);

    private void tickUntil(long seconds) {
        while (now < Duration.ofSeconds(seconds).toNanos()) {
            now += ProgressMonitor.TICK.toNanos();
            monitor.tick();
        }
    }

    private static ProgressSnapshot snapshot(String noun, long succeeded) {
        return new ProgressSnapshot(noun, succeeded, 0, 0, OptionalLong.empty(), Map.of(), List.of());
    }

    @Test
    void choresAreDoneAtTheirTimeEvenWhenOneFails() {
        tickUntil(20);
        assertEquals(10, done.stream().filter("heartbeat"::equals).count());
        assertEquals(2, done.stream().filter("line"::equals).count());
    }

    @Test
    void theNewestWatchIsShown() {
        ProgressWatch outer = monitor.watch(() -> snapshot("files", 1));
        ProgressWatch inner = monitor.watch(() -> snapshot("records", 2));
        shown.clear();
        tickUntil(1);
        assertEquals(5, shown.size());
        assertEquals("records", shown.get(0).snapshot().noun());
        inner.close();
        inner.close();
        assertTrue(shown.get(5).last());
        tickUntil(2);
        assertEquals("files", shown.get(6).snapshot().noun());
        assertEquals("files", monitor.latest().orElseThrow().snapshot().noun());
        outer.close();
        assertEquals("records", monitor.latest().orElseThrow().snapshot().noun());
        assertEquals(2, monitor.samples().size());
    }

    @Test
    void closingEndsWhatATaskHasLeftOpen() {
        monitor.watch(() -> snapshot("records", 7));
        monitor.start();
        monitor.close();
        monitor.close();
        assertTrue(shown.get(shown.size() - 1).last());
    }

    @Test
    void aSourceThatHangsDoesNotKeepTheRunFromEnding() {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(2);
        monitor.watch(() -> {
            asked.countDown();
            if (asked.getCount() == 0) {
                awaitForever(never);
            }
            return snapshot("records", 7);
        });
        monitor.start();
        awaitForever(asked);
        monitor.close();
        assertFalse(shown.get(shown.size() - 1).last());
        never.countDown();
    }

    private static void awaitForever(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
