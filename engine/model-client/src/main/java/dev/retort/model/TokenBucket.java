package dev.retort.model;

/**
 * Something that refills at a steady rate up to a small store. What is taken may exceed what is there: the bucket is then in debt, and
 * gives nothing until that is paid back. Thus a single request larger than the store passes, and its price is waited for afterwards.
 */
final class TokenBucket {

    private final double perNano;
    private final double most;
    private double level;
    private long at;

    TokenBucket(double perNano, double most, long now) {
        this.perNano = perNano;
        this.most = most;
        this.level = most;
        this.at = now;
    }

    /** So many in every minute: the store counts, which the rate makes room for. */
    static TokenBucket perMinute(double amount, long now) {
        double most = Math.max(1, amount / 60);
        return new TokenBucket(Math.max(amount - most, amount / 2) / 60e9, most, now);
    }

    static TokenBucket perSecond(double amount, long now) {
        return new TokenBucket(amount / 1e9, Math.max(1, amount / 20), now);
    }

    /** Nanoseconds until so much may be taken; 0 when it may be now. */
    long delay(double amount, long now) {
        refill(now);
        double needed = Math.min(amount, most);
        // A hair of tolerance: after exactly the wait that was told, rounding must not ask for another one.
        return level >= needed - 1e-6 ? 0 : (long) Math.ceil((needed - level) / perNano);
    }

    void take(double amount, long now) {
        refill(now);
        level -= amount;
    }

    /** Gives back what was not used after all; a negative amount takes more. */
    void correct(double amount, long now) {
        refill(now);
        level = Math.min(most, level + amount);
    }

    private void refill(long now) {
        if (now > at) {
            level = Math.min(most, level + (now - at) * perNano);
            at = now;
        }
    }
}
