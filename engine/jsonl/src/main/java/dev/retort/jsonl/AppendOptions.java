package dev.retort.jsonl;

import java.time.Duration;

/**
 * How a {@link JsonlAppender} groups, queues and retries.
 *
 * @param commitRecords as soon as so many records wait, they are made durable together
 * @param commitInterval no record waits longer than this for that
 * @param writeDelay no record waits longer than this before it is handed to the operating system, where it survives the death of
 *     this process, though not that of the machine
 * @param queueRecords so many records may wait; then {@code append} blocks
 * @param queueBytes so many bytes may wait; then {@code append} blocks. One longer record is let in when nothing waits
 * @param giveUpAfter how long a failing write is tried again before the appender fails
 */
public record AppendOptions(
        int commitRecords,
        Duration commitInterval,
        Duration writeDelay,
        int queueRecords,
        long queueBytes,
        Duration giveUpAfter) {

    public AppendOptions {
        atLeast("commitRecords", commitRecords, 1);
        atLeast("queueRecords", queueRecords, commitRecords);
        atLeast("queueBytes", queueBytes, 1);
        if (commitInterval.isNegative() || writeDelay.isNegative() || giveUpAfter.isNegative()) {
            throw new IllegalArgumentException("a duration of an appender is negative: " + commitInterval + ", "
                    + writeDelay + ", " + giveUpAfter);
        }
    }

    private static void atLeast(String name, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ", found " + value);
        }
    }

    /** 256 records or half a second; 10 ms to the operating system; 4,096 records or 16 MiB waiting; 5 minutes of retries. */
    public static AppendOptions defaults() {
        return new AppendOptions(
                256, Duration.ofMillis(500), Duration.ofMillis(10), 4096, 16L << 20, Duration.ofMinutes(5));
    }

    /** The same with another size and interval of a commit; the queue grows with the size where it has to. */
    public AppendOptions withCommit(int records, Duration interval) {
        return new AppendOptions(
                records, interval, writeDelay, Math.max(queueRecords, records), queueBytes, giveUpAfter);
    }

    /** The same with another queue. */
    public AppendOptions withQueue(int records, long bytes) {
        return new AppendOptions(commitRecords, commitInterval, writeDelay, records, bytes, giveUpAfter);
    }

    /** The same with another time after which it gives up. */
    public AppendOptions withGiveUpAfter(Duration duration) {
        return new AppendOptions(commitRecords, commitInterval, writeDelay, queueRecords, queueBytes, duration);
    }
}
