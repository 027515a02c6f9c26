package dev.retort.simulator;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What the simulated account and its machines allow. Start from {@link #NONE}.
 *
 * @param maxInFlight a request above this many at once gets 429 {@code rate_limit_exceeded}
 * @param quota after this many replies every request gets 429 {@code insufficient_quota}
 * @param requiredKey a request without {@code Authorization: Bearer} and this key gets 401 {@code invalid_api_key}
 * @param workers so many requests are worked on at once; the others wait in the order of their arrival, and nothing is refused
 * @param requestsPerMinute above this rate requests get 429 {@code rate_limit_exceeded}; all answers carry {@code x-ratelimit-*-requests}
 * @param tokensPerMinute the same for the tokens of prompts and replies; all answers carry {@code x-ratelimit-*-tokens}
 */
public record Limits(
        OptionalInt maxInFlight,
        OptionalLong quota,
        Optional<String> requiredKey,
        OptionalInt workers,
        OptionalLong requestsPerMinute,
        OptionalLong tokensPerMinute) {

    /** Everything is allowed. */
    public static final Limits NONE = new Limits(
            OptionalInt.empty(),
            OptionalLong.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            OptionalLong.empty(),
            OptionalLong.empty());

    private static final int MOST_WORKERS = 100_000;

    public Limits {
        atLeast(1, "max_in_flight", maxInFlight.orElse(1));
        if (quota.orElse(0) < 0) {
            throw new IllegalArgumentException("quota must not be negative, found " + quota.getAsLong());
        }
        if (requiredKey.isPresent() && !requiredKey.get().matches("[\\x21-\\x7e]+")) {
            throw new IllegalArgumentException("the required key must be visible ASCII without blanks");
        }
        atLeast(1, "workers", workers.orElse(1));
        if (workers.orElse(1) > MOST_WORKERS) {
            throw new IllegalArgumentException(
                    "workers must be at most " + MOST_WORKERS + ", found " + workers.getAsInt());
        }
        atLeast(1, "rpm", requestsPerMinute.orElse(1));
        atLeast(1, "tpm", tokensPerMinute.orElse(1));
    }

    public Limits withMaxInFlight(int most) {
        return new Limits(OptionalInt.of(most), quota, requiredKey, workers, requestsPerMinute, tokensPerMinute);
    }

    public Limits withQuota(long replies) {
        return new Limits(
                maxInFlight, OptionalLong.of(replies), requiredKey, workers, requestsPerMinute, tokensPerMinute);
    }

    public Limits withRequiredKey(String key) {
        return new Limits(maxInFlight, quota, Optional.of(key), workers, requestsPerMinute, tokensPerMinute);
    }

    public Limits withWorkers(int count) {
        return new Limits(maxInFlight, quota, requiredKey, OptionalInt.of(count), requestsPerMinute, tokensPerMinute);
    }

    public Limits withRequestsPerMinute(long rate) {
        return new Limits(maxInFlight, quota, requiredKey, workers, OptionalLong.of(rate), tokensPerMinute);
    }

    public Limits withTokensPerMinute(long rate) {
        return new Limits(maxInFlight, quota, requiredKey, workers, requestsPerMinute, OptionalLong.of(rate));
    }

    /** Shows whether a key is required, never which. */
    @Override
    public String toString() {
        return "Limits[maxInFlight=" + maxInFlight + ", quota=" + quota + ", requiredKey="
                + requiredKey.map(key -> "***") + ", workers=" + workers + ", requestsPerMinute=" + requestsPerMinute
                + ", tokensPerMinute=" + tokensPerMinute + "]";
    }

    private static void atLeast(long least, String name, long value) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ", found " + value);
        }
    }
}
