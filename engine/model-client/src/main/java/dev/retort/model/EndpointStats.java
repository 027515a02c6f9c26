package dev.retort.model;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What one endpoint has done and is doing, at one moment.
 *
 * @param shown its URL without a key; further ones at the same URL end in {@code #2}, {@code #3} …
 * @param state whether it is sent anything
 * @param inFlight attempts being made there
 * @param limit how many may be, as of now
 * @param attempts made there
 * @param answered requests that it answered
 * @param failedAttempts attempts that failed there, by class; every class has an entry
 * @param meanLatency of its recent answers; zero before the first
 * @param pressureCuts how often its limit was cut because it had too much to do
 * @param trouble why it gets nothing more, or only a try now and then, for people; empty when neither is so
 */
public record EndpointStats(
        String shown,
        State state,
        int inFlight,
        int limit,
        long attempts,
        long answered,
        Map<FailureClass, Long> failedAttempts,
        Duration meanLatency,
        long pressureCuts,
        Optional<String> trouble) {

    public EndpointStats {
        failedAttempts = Map.copyOf(failedAttempts);
    }

    /** Whether an endpoint is sent anything. */
    public enum State {
        /** It gets requests. */
        SERVING,
        /** It has asked for a pause, or a budget is used up for the moment. */
        PAUSED,
        /** It keeps failing or cannot be reached; one request at a time finds out whether it is back. */
        BROKEN,
        /** It gets nothing more in this client's life: the key, the purse, the model, or out of reach for too long. */
        OUT
    }
}
