package dev.retort.model;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Whether a failed attempt is made again, and when: the only such rule in the client. The wait is what the server asks for, else
 * exponential with full jitter: a random part of {@code firstBackoff × 2^(attempt−1)}, at most {@code maxBackoff}.
 *
 * @param maxRetries attempts beyond the first; a refusal for load counts a tenth, for it says nothing about the request
 * @param firstBackoff the longest wait after the first attempt
 * @param maxBackoff the longest wait that the client chooses by itself
 * @param maxRetryAfter the longest wait that a server may ask for; asked for more, the request fails
 */
public record RetryPolicy(int maxRetries, Duration firstBackoff, Duration maxBackoff, Duration maxRetryAfter) {

    private static final int REFUSALS = 10;

    /** Checks that the figures make sense. */
    public RetryPolicy {
        if (maxRetries < 0) {
            throw new IllegalArgumentException("max_retries must be 0 or more, found " + maxRetries);
        }
        if (firstBackoff.isNegative() || maxBackoff.isNegative() || maxRetryAfter.isNegative()) {
            throw new IllegalArgumentException("the waits between attempts must not be negative");
        }
        if (maxBackoff.compareTo(Duration.ofDays(1)) > 0 || maxRetryAfter.compareTo(Duration.ofDays(30)) > 0) {
            throw new IllegalArgumentException(
                    "a wait between attempts must be at most 1 day, 30 days if the server asks");
        }
    }

    /** 0.5 s doubled up to 60 s; a server may ask for up to 10 minutes. */
    public static RetryPolicy ofRetries(int maxRetries) {
        return new RetryPolicy(maxRetries, Duration.ofMillis(500), Duration.ofSeconds(60), Duration.ofMinutes(10));
    }

    /**
     * Decides after a failed attempt.
     *
     * @param failure what went wrong
     * @param attempt the number of the failed attempt, from 1 on; refusals for load and other failures are counted apart
     * @param random where the jitter comes from
     */
    public Decision decide(AttemptFailure failure, int attempt, RandomGenerator random) {
        int allowed = failure.kind() == FailureClass.PRESSURE ? REFUSALS * maxRetries : maxRetries;
        if (!failure.retryable() || attempt > allowed) {
            return new Decision.GiveUp(failure);
        }
        Duration asked = failure.retryAfter();
        if (asked == null) {
            return new Decision.Retry(backoff(attempt, random));
        }
        if (asked.compareTo(maxRetryAfter) > 0) {
            return new Decision.GiveUp(new AttemptFailure(
                    failure.kind(),
                    "retry_after_too_long",
                    Wording.bounded("the server asks to wait " + Wording.time(asked) + ", longer than the "
                            + Wording.time(maxRetryAfter) + " allowed; " + failure.message()),
                    failure.httpStatus(),
                    failure.shouldRetry(),
                    asked));
        }
        return new Decision.Retry(asked);
    }

    private Duration backoff(int attempt, RandomGenerator random) {
        double ceiling = Math.min((double) maxBackoff.toNanos(), firstBackoff.toNanos() * Math.pow(2, attempt - 1));
        return Duration.ofNanos((long) (random.nextDouble() * ceiling));
    }

    /** What to do after a failed attempt. */
    public sealed interface Decision {

        /** Make another attempt after this long. */
        record Retry(Duration after) implements Decision {}

        /** Let the request fail, for this reason. */
        record GiveUp(AttemptFailure reason) implements Decision {}
    }
}
