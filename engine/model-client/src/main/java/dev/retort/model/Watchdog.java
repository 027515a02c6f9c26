package dev.retort.model;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Ends attempts that take too long. It looks at all of them a few times a second, which costs less than a timer for each read of
 * each connection, and gives every phase its own limit and name.
 *
 * <p>When a look comes far too late, the whole process stood still: stopped, or on a machine that slept. What came meanwhile lies
 * unread in the sockets, so that time does not count.
 */
final class Watchdog {

    private static final long STOOD_STILL = Duration.ofSeconds(1).toNanos();

    private final TimeSource time;
    private final Duration tick;
    private final AtomicReferenceArray<Attempt> bySlot;
    private final AtomicBoolean armed = new AtomicBoolean();
    private volatile boolean aborting;

    Watchdog(TimeSource time, Timeouts timeouts, int slots) {
        this.time = time;
        this.bySlot = new AtomicReferenceArray<>(slots);
        long nanos = timeouts.shortest().toNanos() / 10;
        this.tick = Duration.ofNanos(Math.max(5_000_000, Math.min(100_000_000, nanos)));
    }

    /** Looks after the attempt until the slot is released or has its next one. */
    void watch(int slot, Attempt attempt) {
        bySlot.set(slot, attempt);
        if (aborting) {
            attempt.abort();
        }
        arm();
    }

    void release(int slot) {
        bySlot.set(slot, null);
    }

    /** Ends all attempts, those included that are only beginning. */
    void abortAll() {
        aborting = true;
        for (int slot = 0; slot < bySlot.length(); slot++) {
            Attempt attempt = bySlot.get(slot);
            if (attempt != null) {
                attempt.abort();
            }
        }
    }

    /** One look is pending as long as there is something to look at. */
    private void arm() {
        if (!armed.get() && armed.compareAndSet(false, true)) {
            long due = time.nanoTime() + tick.toNanos();
            time.after(tick, () -> look(due));
        }
    }

    private void look(long due) {
        long now = time.nanoTime();
        long late = now - due;
        for (int slot = 0; slot < bySlot.length(); slot++) {
            Attempt attempt = bySlot.get(slot);
            if (attempt != null) {
                if (late > STOOD_STILL) {
                    attempt.slept(late);
                }
                attempt.check(now);
            }
        }
        // Disarmed before it is seen who is left: an attempt that begins meanwhile arms it itself.
        armed.set(false);
        if (anyone()) {
            arm();
        }
    }

    private boolean anyone() {
        for (int slot = 0; slot < bySlot.length(); slot++) {
            if (bySlot.get(slot) != null) {
                return true;
            }
        }
        return false;
    }
}
