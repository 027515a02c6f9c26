package dev.retort.simulator;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What the simulated account allows.
 *
 * @param maxInFlight a request above this many at once gets 429 {@code rate_limit_exceeded}
 * @param quota after this many replies every request gets 429 {@code insufficient_quota}
 * @param requiredKey a request without {@code Authorization: Bearer} and this key gets 401 {@code invalid_api_key}
 */
public record Limits(OptionalInt maxInFlight, OptionalLong quota, Optional<String> requiredKey) {

    /** Everything is allowed. */
    public static final Limits NONE = new Limits(OptionalInt.empty(), OptionalLong.empty(), Optional.empty());

    public Limits {
        if (maxInFlight.orElse(1) < 1) {
            throw new IllegalArgumentException("max_in_flight must be at least 1, found " + maxInFlight.getAsInt());
        }
        if (quota.orElse(0) < 0) {
            throw new IllegalArgumentException("quota must not be negative, found " + quota.getAsLong());
        }
        if (requiredKey.isPresent() && !requiredKey.get().matches("[\\x21-\\x7e]+")) {
            throw new IllegalArgumentException("the required key must be visible ASCII without blanks");
        }
    }

    public Limits withMaxInFlight(int most) {
        return new Limits(OptionalInt.of(most), quota, requiredKey);
    }

    public Limits withQuota(long replies) {
        return new Limits(maxInFlight, OptionalLong.of(replies), requiredKey);
    }

    public Limits withRequiredKey(String key) {
        return new Limits(maxInFlight, quota, Optional.of(key));
    }

    /** Shows whether a key is required, never which. */
    @Override
    public String toString() {
        return "Limits[maxInFlight=" + maxInFlight + ", quota=" + quota + ", requiredKey="
                + requiredKey.map(key -> "***") + "]";
    }
}
