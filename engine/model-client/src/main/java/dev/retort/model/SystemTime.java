package dev.retort.model;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The machine's clock. */
final class SystemTime implements TimeSource {

    private final ScheduledThreadPoolExecutor thread;

    SystemTime(String threadName) {
        thread = new ScheduledThreadPoolExecutor(1, action -> {
            Thread made = new Thread(action, threadName);
            made.setDaemon(true);
            return made;
        });
        thread.setRemoveOnCancelPolicy(true);
        // Closed means closed: a late call is dropped, not an exception in whoever made it.
        thread.setRejectedExecutionHandler((action, executor) -> {});
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public Alarm after(Duration delay, Runnable action) {
        Future<?> pending = thread.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> pending.cancel(false);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
