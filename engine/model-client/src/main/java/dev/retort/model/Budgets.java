package dev.retort.model;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What an endpoint may be asked for at most; absent means that nobody says.
 *
 * @param requestsPerSecond kept on average, with bursts of a twentieth of a second's worth
 * @param requestsPerMinute kept in every minute, with bursts of a second's worth
 * @param tokensPerMinute prompt and completion together, as far as they can be estimated before an answer has come
 * @param maxInFlight the most attempts at once
 */
public record Budgets(
        OptionalDouble requestsPerSecond,
        OptionalDouble requestsPerMinute,
        OptionalDouble tokensPerMinute,
        OptionalInt maxInFlight) {

    /** Without bounds. */
    public static final Budgets NONE =
            new Budgets(OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty(), OptionalInt.empty());

    /** Checks that each is positive. */
    public Budgets {
        positive("rps", requestsPerSecond);
        positive("rpm", requestsPerMinute);
        positive("tpm", tokensPerMinute);
        if (maxInFlight.isPresent() && maxInFlight.getAsInt() < 1) {
            throw new IllegalArgumentException("max_in_flight must be 1 or more, found " + maxInFlight.getAsInt());
        }
    }

    private static void positive(String name, OptionalDouble value) {
        if (value.isPresent() && !(value.getAsDouble() > 0 && Double.isFinite(value.getAsDouble()))) {
            throw new IllegalArgumentException(name + " must be a number above 0, found " + value.getAsDouble());
        }
    }
}
