package dev.retort.simulator;

import java.time.Duration;

/**
 * How much the server puts up with.
 *
 * @param request how long a request may take to arrive, and how long a client may stop reading its answer
 * @param linger how long a client may keep a connection open that the server has ended
 * @param silence how long a client that waits for a streamed answer is left without a sign of life
 * @param mostHeld bytes of incomplete requests, of all connections together
 */
record Tolerance(Duration request, Duration linger, Duration silence, long mostHeld) {

    /** A minute, two seconds, five seconds and half of the memory that there is. */
    static Tolerance usual() {
        return new Tolerance(
                Duration.ofSeconds(60),
                Duration.ofSeconds(2),
                Duration.ofSeconds(5),
                Runtime.getRuntime().maxMemory() / 2);
    }
}
