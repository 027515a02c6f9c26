package dev.retort.model.config;

import dev.retort.model.Usage;
import dev.retort.spi.config.Description;
import dev.retort.spi.config.Example;
import dev.retort.spi.config.Range;
import java.util.Optional;

/** The {@code prices} section: what tokens cost, in dollars a million. */
@Description("What tokens cost, in dollars a million. With it, a run shows its cost, and can be given a budget.")
public record Prices(
        @Description("A million tokens of prompt.") @Example("0.15") @Range(min = 0, max = 1_000_000) double input,
        @Description("A million tokens of answer, those of its reasoning included.")
                @Example("0.60")
                @Range(min = 0, max = 1_000_000)
                double output,
        @Description("A million tokens of prompt that the endpoint had cached; as much as input when not set.")
                @Example("0.075")
                @Range(min = 0, max = 1_000_000)
                Optional<Double> cachedInput) {

    private static final double MILLION = 1e6;

    /** What an answer cost, in dollars. Tokens that the endpoint did not tell count as none. */
    public double of(Usage usage) {
        long prompt = usage.prompt().orElse(0);
        long cached = Math.min(prompt, usage.cached().orElse(0));
        long completion = usage.completion().orElse(0);
        return of(prompt - cached, cached, completion);
    }

    private double of(long fresh, long cached, long completion) {
        return (fresh * input + cached * cachedInput.orElse(input) + completion * output) / MILLION;
    }
}
