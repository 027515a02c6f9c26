package dev.retort.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a client has done and what it is doing, at one moment.
 *
 * @param inFlight attempts being made, up to the hand-over of their results
 * @param queued requests whose turn has not come
 * @param waiting requests that wait for their next attempt; they hold no slot
 * @param attempts all attempts made, those on dead pooled connections included
 * @param retries attempts that followed another one of the same request after a wait
 * @param answered requests that got an answer
 * @param failures requests that failed for good, by class; every class has an entry
 * @param failedAttempts attempts that failed, retried ones included, by class; every class has an entry
 * @param tokens as far as the server told
 * @param limit how many attempts may be in flight as of now, all endpoints together
 * @param pressureCuts how often a limit was cut because an endpoint had too much to do
 * @param endpoints in the order in which they were given
 * @param waitingFor why nothing is sent though there is something to send, for people
 */
public record ClientStats(
        int inFlight,
        int queued,
        int waiting,
        long attempts,
        long retries,
        long answered,
        Map<FailureClass, Long> failures,
        Map<FailureClass, Long> failedAttempts,
        Tokens tokens,
        int limit,
        long pressureCuts,
        List<EndpointStats> endpoints,
        Optional<String> waitingFor) {

    public ClientStats {
        failures = Map.copyOf(failures);
        failedAttempts = Map.copyOf(failedAttempts);
        endpoints = List.copyOf(endpoints);
    }

    /** Sums over all answers; cached ones are part of the prompt, reasoning ones part of the completion. */
    public record Tokens(long prompt, long completion, long cached, long reasoning) {}
}
