package dev.retort.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Is told of every attempt, on the worker that made it; must be quick and throw nothing. */
@FunctionalInterface
public interface AttemptListener {

    /** Hears nothing. */
    AttemptListener NONE = report -> {};

    void attempted(Report report);

    /**
     * One attempt.
     *
     * @param endpoint who was asked
     * @param attempt its number, from 1 on
     * @param latency how long it took
     * @param failure what went wrong; null when an answer came
     * @param nextWait how long the request now waits for its next attempt; null when there is none
     */
    record Report(
            Endpoint endpoint,
            int attempt,
            Duration latency,
            @Nullable AttemptFailure failure,
            @Nullable Duration nextWait) {}
}
