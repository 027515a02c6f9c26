package dev.retort.simulator;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which fraction of requests meets which fault. The k-th request to arrive meets the same fault under the same seed, so that
 * rates come out alike in every run; a fault of the record ({@link FaultKind#CONTEXT_LENGTH_EXCEEDED}) goes by the text.
 *
 * @param rates from 0 to 1 each; those that go by the moment make at most 1 together
 * @param retryAfter what 429 answers ask the client to wait; absent: they do not say
 */
public record Faults(Map<FaultKind, Double> rates, Optional<Duration> retryAfter) {

    // Before NONE, whose constructor needs it.
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    /** No fault at all. */
    public static final Faults NONE = new Faults(Map.of(), Optional.of(Duration.ofSeconds(1)));

    public Faults {
        Map<FaultKind, Double> copy = new EnumMap<>(FaultKind.class);
        copy.putAll(rates);
        copy.forEach((kind, rate) -> {
            if (!(rate >= 0 && rate <= 1)) {
                throw new IllegalArgumentException(
                        "the rate of " + kind.key() + " must lie from 0 to 1, found " + rate);
            }
        });
        copy.values().removeIf(rate -> rate == 0);
        double sum = copy.entrySet().stream()
                .filter(entry -> !entry.getKey().ofRecord())
                .mapToDouble(Map.Entry::getValue)
                .sum();
        if (sum > 1 + 1e-9) {
            throw new IllegalArgumentException("the rates of all faults make more than 1 together, found " + sum);
        }
        retryAfter.ifPresent(wait -> {
            if (wait.isNegative() || wait.compareTo(LONGEST_WAIT) > 0) {
                throw new IllegalArgumentException("retry_after must lie from 0s to 24h, found " + wait);
            }
        });
        rates = Collections.unmodifiableMap(copy);
    }

    /**
     * Spreads one rate over the faults that a retry gets past soon: of 100 faults, 40 are {@code rate_limited}, 15 {@code
     * server_error}, 15 {@code overloaded} and 5 each {@code bad_gateway}, {@code reset_before_reply}, {@code reset_during_reply},
     * {@code truncated_body}, {@code malformed_json} and {@code error_in_ok}. A hang and a fault of the record must be asked for by
     * name.
     */
    public static Faults mix(double rate) {
        Map<FaultKind, Double> rates = new EnumMap<>(FaultKind.class);
        for (FaultKind kind : FaultKind.values()) {
            rates.put(kind, rate * share(kind) / 100);
        }
        return new Faults(rates, NONE.retryAfter);
    }

    /** The same, with one rate replaced. */
    public Faults with(FaultKind kind, double rate) {
        Map<FaultKind, Double> changed = new EnumMap<>(FaultKind.class);
        changed.putAll(rates);
        changed.put(kind, rate);
        return new Faults(changed, retryAfter);
    }

    /** The same, with another wait asked for by 429 answers. */
    public Faults withRetryAfter(Duration wait) {
        return new Faults(rates, Optional.of(wait));
    }

    /** The fraction of requests that meet a fault. */
    public double rate(FaultKind kind) {
        return rates.getOrDefault(kind, 0.0);
    }

    private static int share(FaultKind kind) {
        return switch (kind) {
            case RATE_LIMITED -> 40;
            case SERVER_ERROR, OVERLOADED -> 15;
            case HANG, CONTEXT_LENGTH_EXCEEDED -> 0;
            default -> 5;
        };
    }
}
