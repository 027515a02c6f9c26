package dev.retort.simulator;

/**
 * A rate per minute, as a bucket that holds a minute's worth, is full at first and fills steadily. Not safe for use by many threads: two
 * of them are taken from together, under the lock of {@link RateLimits}.
 */
final class RateLimit {

    private static final double MINUTE = 60e9;

    private final long perMinute;
    private double left;
    private long at;

    /** @param now on the clock of {@link System#nanoTime()} */
    RateLimit(long perMinute, long now) {
        this.perMinute = perMinute;
        this.left = perMinute;
        this.at = now;
    }

    long perMinute() {
        return perMinute;
    }

    void fill(long now) {
        left = Math.min((double) perMinute, left + Math.max(0, now - at) * (perMinute / MINUTE));
        at = now;
    }

    void take(long amount) {
        left -= amount;
    }

    long remaining() {
        return (long) left;
    }

    /** How long until this much is there, 0 when it is; an amount above a minute's worth never is, and is told the wait for a full bucket. */
    long nanosUntil(long amount) {
        double missing = Math.min(amount, perMinute) - left;
        return missing <= 0 && amount <= perMinute ? 0 : Math.max(1, (long) Math.ceil(missing * MINUTE / perMinute));
    }

    long nanosUntilFull() {
        return nanosUntil(perMinute);
    }
}
