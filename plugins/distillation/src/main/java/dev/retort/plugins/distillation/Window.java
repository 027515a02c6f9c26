package dev.retort.plugins.distillation;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntPredicate;

/**
 * Bounds the records that are under way, by number and by bytes, so that memory does not follow the input: those in flight, those
 * that wait for a retry, and those whose answer is being handed on. Records leave by many threads; one reader enters them.
 */
final class Window {

    private final int mostRecords;
    private final long mostBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int records;
    private long bytes;
    private int recordsToWake = Integer.MAX_VALUE;
    private long bytesToWake = Long.MAX_VALUE;
    private boolean closed;

    Window(int mostRecords, long mostBytes) {
        this.mostRecords = mostRecords;
        this.mostBytes = mostBytes;
    }

    /** Room for the records in flight and as many again that wait, in at most half of the heap. */
    static Window forConcurrency(int concurrency) {
        return new Window(Math.max(4 * concurrency, 1_000), Runtime.getRuntime().maxMemory() / 2);
    }

    /**
     * Waits for room and takes it. A record larger than all the room gets it when nothing else is under way.
     *
     * @param allowed whether one more may be under way beside so many; asked again whenever one of them has left
     * @return false when the window was closed, or nothing is under way and none is allowed
     */
    boolean enter(int weight, IntPredicate allowed) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed && (full(weight) || (records > 0 && !allowed.test(records)))) {
                wakeWhenRoomy(weight);
                changed.await();
            }
            if (closed || !allowed.test(records)) {
                return false;
            }
            records++;
            bytes += weight;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * A full window wakes its reader when room for an eighth of the records is free, not for each one that leaves: to wake a thread
     * costs about as much as to see a record through. Only a quarter of them is in flight, so there is enough to send meanwhile. A
     * reader that may not go on though there is room is woken each time.
     */
    private void wakeWhenRoomy(int weight) {
        boolean full = full(weight);
        recordsToWake = full ? mostRecords - mostRecords / 8 : Integer.MAX_VALUE;
        bytesToWake = full ? mostBytes - weight : Long.MAX_VALUE;
    }

    private boolean full(int weight) {
        return records > 0 && (records >= mostRecords || bytes + weight > mostBytes);
    }

    /** Gives room back. */
    void leave(int weight) {
        lock.lock();
        try {
            records--;
            bytes -= weight;
            if (records == 0 || (records <= recordsToWake && bytes <= bytesToWake)) {
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Lets nothing more in. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until nothing is under way. */
    void awaitEmpty() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (records > 0) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }
}
