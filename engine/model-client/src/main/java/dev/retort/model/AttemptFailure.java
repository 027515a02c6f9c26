package dev.retort.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why one attempt failed.
 *
 * @param kind whose fault it is
 * @param type in snake_case
 * @param message for people, bounded, without a key
 * @param httpStatus 0 when no response came
 * @param shouldRetry what the server's {@code x-should-retry} says, if anything; it wins over the class
 * @param retryAfter how long the server asks to wait, if it does
 */
public record AttemptFailure(
        FailureClass kind,
        String type,
        String message,
        int httpStatus,
        @Nullable Boolean shouldRetry,
        @Nullable Duration retryAfter) {

    static AttemptFailure of(FailureClass kind, String type, String message) {
        return new AttemptFailure(kind, type, Wording.bounded(message), 0, null, null);
    }

    static AttemptFailure of(FailureClass kind, String type, String message, int httpStatus) {
        return new AttemptFailure(kind, type, Wording.bounded(message), httpStatus, null, null);
    }

    AttemptFailure withAdvice(@Nullable Boolean retry, @Nullable Duration after) {
        return new AttemptFailure(kind, type, message, httpStatus, retry, after);
    }

    AttemptFailure withMessage(String other) {
        return new AttemptFailure(kind, type, Wording.bounded(other), httpStatus, shouldRetry, retryAfter);
    }

    AttemptFailure as(FailureClass other) {
        return new AttemptFailure(other, type, message, httpStatus, shouldRetry, retryAfter);
    }

    /** Whether another attempt makes sense: what the server said, else transient and pressure do. */
    public boolean retryable() {
        if (shouldRetry != null) {
            return shouldRetry;
        }
        return kind == FailureClass.TRANSIENT || kind == FailureClass.PRESSURE;
    }
}
