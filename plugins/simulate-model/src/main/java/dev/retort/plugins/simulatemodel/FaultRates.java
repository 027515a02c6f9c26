package dev.retort.plugins.simulatemodel;

import dev.retort.simulator.FaultKind;
import dev.retort.simulator.Faults;
import dev.retort.spi.config.Description;
import dev.retort.spi.config.Example;
import dev.retort.spi.config.Range;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The section {@code simulate.faults}. */
public record FaultRates(
        @Description("429 rate_limit_exceeded with Retry-After.") @Range(min = 0, max = 1) @Example("0.05")
                Optional<Double> rateLimited,
        @Description("500 server_error, after the latency.") @Range(min = 0, max = 1) Optional<Double> serverError,
        @Description("503 server_is_overloaded.") @Range(min = 0, max = 1) Optional<Double> overloaded,
        @Description("502 with a page of HTML, as from a proxy.") @Range(min = 0, max = 1) Optional<Double> badGateway,
        @Description("The connection is reset instead of an answer.") @Range(min = 0, max = 1)
                Optional<Double> resetBeforeReply,
        @Description("The connection is reset half-way through the body.") @Range(min = 0, max = 1)
                Optional<Double> resetDuringReply,
        @Description("The connection ends half-way through the body, before what was promised.")
                @Range(min = 0, max = 1)
                Optional<Double> truncatedBody,
        @Description("200 with JSON that ends in the middle; in a stream, such an event.") @Range(min = 0, max = 1)
                Optional<Double> malformedJson,
        @Description("200 with an error member in place of choices; in a stream, in its middle.")
                @Range(min = 0, max = 1)
                Optional<Double> errorInOk,
        @Description("Never an answer, or never more than half of a stream. Not part of error_rate.")
                @Range(min = 0, max = 1)
                @Example("0.001")
                Optional<Double> hang,
        @Description("400 context_length_exceeded, for the same records each time. Not part of error_rate.")
                @Range(min = 0, max = 1)
                @Example("0.01")
                Optional<Double> contextLengthExceeded) {

    /**
     * The faults of this section on top of the mix that one rate stands for.
     *
     * @throws IllegalArgumentException when they make more than 1 together
     */
    Faults over(Faults mix) {
        Map<FaultKind, Double> rates = new EnumMap<>(FaultKind.class);
        rates.putAll(mix.rates());
        for (FaultKind kind : FaultKind.values()) {
            rate(kind).ifPresent(rate -> rates.put(kind, rate));
        }
        return new Faults(rates, mix.retryAfter());
    }

    private Optional<Double> rate(FaultKind kind) {
        return switch (kind) {
            case RATE_LIMITED -> rateLimited;
            case SERVER_ERROR -> serverError;
            case OVERLOADED -> overloaded;
            case BAD_GATEWAY -> badGateway;
            case RESET_BEFORE_REPLY -> resetBeforeReply;
            case RESET_DURING_REPLY -> resetDuringReply;
            case TRUNCATED_BODY -> truncatedBody;
            case MALFORMED_JSON -> malformedJson;
            case ERROR_IN_OK -> errorInOk;
            case HANG -> hang;
            case CONTEXT_LENGTH_EXCEEDED -> contextLengthExceeded;
        };
    }
}
