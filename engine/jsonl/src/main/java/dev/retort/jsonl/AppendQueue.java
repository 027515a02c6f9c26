package dev.retort.jsonl;

import java.nio.file.Path;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Where records wait between those who append and the one who writes. Safe for use by many threads. */
final class AppendQueue {

    /** What the writer is to do next. */
    enum Work {
        WRITE,
        COMMIT,
        END
    }

    private final Path file;
    private final AppendOptions options;
    private final AppendClock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition room = lock.newCondition();
    private final Condition progress = lock.newCondition();

    private AppendBatch incoming = new AppendBatch();
    private long appended;
    private long durable;
    private long pendingBytes;
    private long oldestNanos; // when the first record came that is not durable
    private long incomingNanos; // when the first record came that is not written
    private long flushTarget;
    private int blocked;
    private boolean closing;
    private boolean abandoned;
    private @Nullable Throwable failure;
    private long lost;

    AppendQueue(Path file, AppendOptions options, AppendClock clock) {
        this.file = file;
        this.options = options;
        this.clock = clock;
    }

    /** Adds a record when there is room. */
    void append(byte[] record, int from, int to, Acknowledgement acknowledgement)
            throws AppendFailedException, InterruptedException {
        long length = to - from + 1L;
        lock.lockInterruptibly();
        try {
            while (failure == null && !closing && isFull(length)) {
                blocked++;
                work.signal();
                try {
                    room.await();
                } finally {
                    blocked--;
                }
            }
            checkFailure();
            if (closing) {
                throw new IllegalStateException("the appender is closed");
            }
            if (incoming.isEmpty()) {
                incomingNanos = clock.nanos();
                if (appended == durable) {
                    oldestNanos = incomingNanos;
                }
                work.signal();
            }
            incoming.add(record, from, to, acknowledgement);
            appended++;
            pendingBytes += length;
            if (appended - durable == options.commitRecords()) {
                work.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean isFull(long length) {
        long records = appended - durable;
        return records >= options.queueRecords() || (records > 0 && pendingBytes + length > options.queueBytes());
    }

    /** Waits for something to do; then everything that came is in the batch. */
    Work next(AppendBatch batch) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                if (appended == durable) {
                    if (closing) {
                        return Work.END;
                    }
                    work.await();
                    continue;
                }
                long now = clock.nanos();
                long commitIn =
                        isUrgent() ? 0 : oldestNanos + options.commitInterval().toNanos() - now;
                long writeIn = incoming.isEmpty()
                        ? Long.MAX_VALUE
                        : incomingNanos + options.writeDelay().toNanos() - now;
                if (commitIn <= 0 || writeIn <= 0) {
                    batch.take(incoming);
                    return commitIn <= 0 ? Work.COMMIT : Work.WRITE;
                }
                clock.await(work, Math.min(commitIn, writeIn));
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean isUrgent() {
        return closing || blocked > 0 || flushTarget > durable || appended - durable >= options.commitRecords();
    }

    /** Called by the writer when the records of the batch are durable and acknowledged. */
    void committed(AppendBatch batch) {
        lock.lock();
        try {
            durable += batch.records();
            pendingBytes -= batch.size();
            oldestNanos = incomingNanos;
            room.signalAll();
            progress.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Called by the writer when it gives up: the batch gets everything that is still waiting. */
    void fail(Throwable cause, AppendBatch batch) {
        lock.lock();
        try {
            batch.take(incoming);
            failure = cause;
            lost = batch.records();
            room.signalAll();
            progress.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until all that was added is durable. */
    void flush() throws AppendFailedException, InterruptedException {
        lock.lockInterruptibly();
        try {
            long target = appended;
            flushTarget = Math.max(flushTarget, target);
            work.signal();
            while (failure == null && durable < target) {
                progress.await();
            }
            checkFailure();
        } finally {
            lock.unlock();
        }
    }

    /** Lets nothing more in. */
    void close() {
        lock.lock();
        try {
            closing = true;
            work.signal();
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Ends the retries of a failing write. */
    void abandon() {
        lock.lock();
        try {
            abandoned = true;
            progress.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits between two tries of a failing write; returns false when there is to be no further one. */
    boolean pause(long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long end = clock.nanos() + nanos;
            for (long left = nanos; left > 0 && !abandoned; left = end - clock.nanos()) {
                clock.await(progress, left);
            }
            return !abandoned;
        } finally {
            lock.unlock();
        }
    }

    long pendingRecords() {
        lock.lock();
        try {
            return appended - durable;
        } finally {
            lock.unlock();
        }
    }

    /** What to tell those who come now; null while all is well. */
    @Nullable
    AppendFailedException failure() {
        lock.lock();
        try {
            return failure == null ? null : new AppendFailedException(file, lost, failure);
        } finally {
            lock.unlock();
        }
    }

    private void checkFailure() throws AppendFailedException {
        if (failure != null) {
            throw new AppendFailedException(file, lost, failure);
        }
    }
}
