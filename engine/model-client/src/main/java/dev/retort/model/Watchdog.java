package dev.retort.model;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ends attempts that take too long. It looks at all of them a few times a second, which costs less than a timer for each read of
 * each connection, and gives every phase its own limit and name.
 */
final class Watchdog {

    private final TimeSource time;
    private final Duration tick;
    private final Set<Attempt> watched = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean armed = new AtomicBoolean();
    private volatile boolean aborting;

    Watchdog(TimeSource time, Timeouts timeouts) {
        this.time = time;
        long nanos = timeouts.shortest().toNanos() / 10;
        this.tick = Duration.ofNanos(Math.max(5_000_000, Math.min(100_000_000, nanos)));
    }

    void watch(Attempt attempt) {
        watched.add(attempt);
        if (aborting) {
            attempt.abort();
        }
        arm();
    }

    void release(Attempt attempt) {
        watched.remove(attempt);
    }

    /** Ends all attempts, those included that are only beginning. */
    void abortAll() {
        aborting = true;
        watched.forEach(Attempt::abort);
    }

    /** One look is pending as long as there is something to look at. */
    private void arm() {
        if (!armed.get() && armed.compareAndSet(false, true)) {
            time.after(tick, this::look);
        }
    }

    private void look() {
        long now = time.nanoTime();
        watched.forEach(attempt -> attempt.check(now));
        armed.set(false);
        if (!watched.isEmpty()) {
            arm();
        }
    }
}
