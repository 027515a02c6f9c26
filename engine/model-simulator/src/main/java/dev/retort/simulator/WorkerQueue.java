package dev.retort.simulator;

import java.util.Arrays;

/**
 * A server that queues instead of refusing: so many workers, and whoever comes when all are busy waits for the first that gets free.
 * How long a request takes is known when it comes, and so is when it will be begun: the queue is a heap of the times at which the
 * workers get free. A request whose client goes away is worked on all the same, as behind many a proxy. Safe for use by many threads.
 */
final class WorkerQueue {

    private final long[] freeAt;
    private final Object lock = new Object();

    /** @param now on the clock of {@link System#nanoTime()} */
    WorkerQueue(int workers, long now) {
        freeAt = new long[workers];
        Arrays.fill(freeAt, now);
    }

    /** Takes the next worker for this long; how long the request waits for it. */
    long take(long now, long workNanos) {
        synchronized (lock) {
            long wait = Math.max(0, freeAt[0] - now);
            sink(now + wait + workNanos);
            return wait;
        }
    }

    /** Puts the time in place of the earliest. */
    private void sink(long time) {
        int at = 0;
        for (int child = 1; child < freeAt.length; child = 2 * at + 1) {
            int least = child + 1 < freeAt.length && freeAt[child + 1] - freeAt[child] < 0 ? child + 1 : child;
            if (time - freeAt[least] <= 0) {
                break;
            }
            freeAt[at] = freeAt[least];
            at = least;
        }
        freeAt[at] = time;
    }
}
