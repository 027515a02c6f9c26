package dev.retort.jsonl;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;

/** Time that stands still until it is told to go, or that jumps to the end of every wait. */
final class ManualClock implements AppendClock {

    private static final long LOOK_AGAIN = 1_000_000;

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1000); // nanoTime may overflow
    private final AtomicBoolean jumping = new AtomicBoolean();

    void advance(Duration duration) {
        now.addAndGet(duration.toNanos());
    }

    void jump(boolean on) {
        jumping.set(on);
    }

    @Override
    public long nanos() {
        return now.get();
    }

    @Override
    @SuppressWarnings("WaitNotInLoop") // The loops are where it is called.
    public void await(Condition condition, long nanos) throws InterruptedException {
        if (jumping.get()) {
            now.addAndGet(nanos);
        } else {
            condition.awaitNanos(Math.min(nanos, LOOK_AGAIN));
        }
    }
}
