package dev.retort.model;

import dev.retort.model.RateHeaders.Allowance;
import java.time.Duration;

/**
 * What the server said is left, counted on. Some servers give all of it back at the reset, others bit by bit until then: between
 * two words from the server it is taken to come back bit by bit, unless the server has just refused for want of it.
 */
final class ServerAllowance {

    private static final long LONGEST_BLOCK = Duration.ofHours(1).toNanos();

    private double level = Double.POSITIVE_INFINITY;
    private double limit = Double.POSITIVE_INFINITY;
    private double perNano;
    private long at;
    private long until;

    /**
     * Takes the server's word.
     *
     * @param sentSince what was sent after the request that this answers, of which the server may not have known
     * @param refused whether the request was refused, so that an empty allowance is really empty
     */
    void told(Allowance said, double sentSince, boolean refused, long now) {
        Duration reset = said.reset();
        if (reset == null) {
            return;
        }
        level = said.remaining() - sentSince;
        limit = said.limit() > 0 ? said.limit() : Double.POSITIVE_INFINITY;
        long nanos = Math.min(reset.toNanos(), LONGEST_BLOCK);
        boolean spent = refused && said.remaining() < 1;
        boolean gradual = !spent && said.limit() > said.remaining() && nanos > 0;
        perNano = gradual ? (said.limit() - said.remaining()) / nanos : 0;
        at = now;
        until = now + nanos;
    }

    /** Nanoseconds until so much may be taken. */
    long delay(double amount, long now) {
        if (level == Double.POSITIVE_INFINITY) {
            return 0;
        }
        if (now >= until) {
            level = Double.POSITIVE_INFINITY;
            return 0;
        }
        double here = level + (now - at) * perNano;
        double needed = Math.min(amount, limit);
        if (here >= needed - 1e-6) {
            return 0;
        }
        long rest = until - now;
        return perNano == 0 ? rest : Math.min(rest, (long) Math.ceil((needed - here) / perNano));
    }

    void take(double amount) {
        level -= amount;
    }
}
