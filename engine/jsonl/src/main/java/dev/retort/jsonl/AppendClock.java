package dev.retort.jsonl;

import java.util.concurrent.locks.Condition;

/** Time as an appender sees it. */
interface AppendClock {

    /** Nanoseconds from an arbitrary moment. */
    long nanos();

    /** Waits for a signal or, at most, for so many nanoseconds. */
    void await(Condition condition, long nanos) throws InterruptedException;

    static AppendClock system() {
        return new AppendClock() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            @SuppressWarnings("WaitNotInLoop") // The loops are where it is called.
            public void await(Condition condition, long nanos) throws InterruptedException {
                condition.awaitNanos(nanos);
            }
        };
    }
}
