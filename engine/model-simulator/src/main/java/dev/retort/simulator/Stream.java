package dev.retort.simulator;

import java.util.List;

/**
 * A reply that is sent piece by piece, and when which piece is due. A worker takes the request up and the role is sent; the first token
 * comes after the latency when tokens have a speed of their own, else after a quarter of it; the rest follows evenly, and the end comes
 * when the whole reply would have come. A fault on purpose comes half-way.
 */
final class Stream {

    /** Waits on a stream are at least so long, so that a fast model is not woken for each token. */
    private static final long TICK_NANOS = 1_000_000;

    final List<Speech> choices;
    final byte[] opening;
    private final int pieces;
    private final int stopsBehind;
    private final long begins;
    private final long firstToken;
    private final long ends;
    private final long keepAliveNanos;
    private int said;
    boolean headSent;
    boolean roleSent;

    /**
     * @param opening the beginning of every chunk
     * @param now on the clock of {@link System#nanoTime()}
     * @param keepAliveNanos how often a client that waits for a worker gets a sign of life
     */
    Stream(List<Speech> choices, byte[] opening, Exchange exchange, long now, long keepAliveNanos) {
        this.choices = List.copyOf(choices);
        this.opening = opening;
        this.keepAliveNanos = keepAliveNanos;
        pieces = choices.stream().mapToInt(Speech::pieces).max().orElse(0);
        stopsBehind = exchange.fault == null ? Integer.MAX_VALUE : (pieces + 1) / 2;
        begins = now + exchange.queueNanos;
        firstToken = begins + exchange.firstTokenNanos;
        ends = now + exchange.delayNanos;
    }

    /** Whether a worker has taken it up. */
    boolean begun(long now) {
        return now - begins >= 0;
    }

    /** Goes to the next piece of each choice when it is due. */
    boolean next(long now) {
        if (said == pieces || said == stopsBehind || now - due(said) < 0) {
            return false;
        }
        said++;
        return true;
    }

    /** Whether the fault's time has come. */
    boolean stops() {
        return said == stopsBehind;
    }

    boolean ended(long now) {
        return said == pieces && now - ends >= 0;
    }

    /** How long until there is something to send. */
    long nanosToNext(long now) {
        if (!begun(now)) {
            return Math.min(begins - now, keepAliveNanos);
        }
        return Math.max(TICK_NANOS, (said < pieces ? due(said) : ends) - now);
    }

    private long due(int piece) {
        return firstToken + (long) ((double) (ends - firstToken) * piece / pieces);
    }
}
