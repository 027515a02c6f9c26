package dev.retort.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A clock that a test turns by hand; what is due runs on the thread that turns it. */
final class ManualTime implements TimeSource {

    private static final Instant START = Instant.parse("2026-02-09T15:30:45Z");

    private final List<Pending> pending = new ArrayList<>();
    private long nanos;

    private record Pending(long due, Runnable action) {}

    @Override
    public synchronized long nanoTime() {
        return nanos;
    }

    @Override
    public synchronized Instant now() {
        return START.plusNanos(nanos);
    }

    @Override
    public synchronized Alarm after(Duration delay, Runnable action) {
        Pending added = new Pending(nanos + delay.toNanos(), action);
        pending.add(added);
        return () -> drop(added);
    }

    private synchronized void drop(Pending gone) {
        pending.remove(gone);
    }

    /** Moves on, stopping at every action that falls due on the way. */
    void advance(Duration by) {
        long end = nanoTime() + by.toNanos();
        for (Pending next = next(end); next != null; next = next(end)) {
            next.action().run();
        }
        synchronized (this) {
            nanos = end;
        }
    }

    /** As when the process stands still: the time passes, and what was due comes only with the next advance. */
    synchronized void standStill(Duration by) {
        nanos += by.toNanos();
    }

    private synchronized @Nullable Pending next(long end) {
        Pending next = pending.stream()
                .filter(each -> each.due() <= end)
                .min(Comparator.comparingLong(Pending::due))
                .orElse(null);
        if (next != null) {
            pending.remove(next);
            nanos = Math.max(nanos, next.due());
        }
        return next;
    }

    /** How many actions wait for their time. */
    synchronized int waiting() {
        return pending.size();
    }

    @Override
    public synchronized void close() {
        pending.clear();
    }
}
