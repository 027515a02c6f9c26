package dev.retort.model;

import java.time.Duration;

/**
 * How long each phase of one attempt may take. The phase that ran out names the failure: {@code timeout_connect},
 * {@code timeout_write}, {@code timeout_first_byte}, {@code timeout_first_token}, {@code timeout_idle}, {@code timeout_total}. Kept to within about a tenth of a second.
 *
 * @param connect to find the host, to connect to one of its addresses, and for the TLS handshake; each of them by itself
 * @param write without any progress while the request is sent
 * @param firstByte from the end of the request to the head of the response; a server that does not stream thinks in this phase; of
 *     a stream, from there to the first token, whatever else is sent before it
 * @param idle without a byte while the body of the response comes; of a stream, after its first token
 * @param total for the whole attempt
 */
public record Timeouts(Duration connect, Duration write, Duration firstByte, Duration idle, Duration total) {

    /** Checks that each is positive. */
    public Timeouts {
        positive("connect", connect);
        positive("write", write);
        positive("first byte", firstByte);
        positive("idle", idle);
        positive("total", total);
    }

    /** 10 s to connect, 60 s to write, 10 minutes for everything else: long answers of large models take minutes. */
    public static Timeouts defaults() {
        return ofTotal(Duration.ofMinutes(10));
    }

    /** One figure for an attempt, as the public SDKs have it; connecting gets at most 10 s of it, writing at most 60 s. */
    public static Timeouts ofTotal(Duration total) {
        return new Timeouts(shorter(total, 10), shorter(total, 60), total, total, total);
    }

    /** The same with another time for connecting. */
    public Timeouts withConnect(Duration other) {
        return new Timeouts(other, write, firstByte, idle, total);
    }

    /** The same with another time for the head of the response. */
    public Timeouts withFirstByte(Duration other) {
        return new Timeouts(connect, write, other, idle, total);
    }

    /** The same with another time between bytes of the body. */
    public Timeouts withIdle(Duration other) {
        return new Timeouts(connect, write, firstByte, other, total);
    }

    Duration shortest() {
        Duration shortest = connect;
        for (Duration each : new Duration[] {write, firstByte, idle, total}) {
            shortest = each.compareTo(shortest) < 0 ? each : shortest;
        }
        return shortest;
    }

    private static Duration shorter(Duration limit, int seconds) {
        Duration other = Duration.ofSeconds(seconds);
        return limit.compareTo(other) < 0 ? limit : other;
    }

    private static void positive(String name, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException("the " + name + " timeout must be longer than 0 s");
        }
        if (value.compareTo(Duration.ofDays(7)) > 0) {
            throw new IllegalArgumentException("the " + name + " timeout must be at most 7 days");
        }
    }
}
