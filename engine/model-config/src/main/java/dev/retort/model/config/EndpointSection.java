package dev.retort.model.config;

import dev.retort.model.Budgets;
import dev.retort.model.Endpoint;
import dev.retort.spi.Secret;
import dev.retort.spi.config.Default;
import dev.retort.spi.config.Description;
import dev.retort.spi.config.Example;
import dev.retort.spi.config.Range;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** One more place, or one more key, where the same model can be asked. */
@Description("A further endpoint, or a further key, for the same model.")
public record EndpointSection(
        @Description("Where its API starts; may be the same URL with another key.")
                @Example("https://api.openai.com/v1")
                String baseUrl,
        @Description("Its own key, as a reference. Nothing is inherited from the first endpoint.")
                @Example("${secret:OPENAI_API_KEY_2}")
                Optional<Secret> apiKey,
        @Description("The most requests a second that this endpoint is sent.") @Range(min = 0.001, max = 1_000_000)
                Optional<Double> rps,
        @Description("The most requests a minute that this endpoint is sent.") @Range(min = 0.01, max = 60_000_000)
                Optional<Double> rpm,
        @Description("The most tokens a minute, prompts and answers together, that this endpoint is asked for.")
                @Range(min = 1, max = 1_000_000_000_000L)
                Optional<Double> tpm,
        @Description("The most requests in flight at this endpoint; the concurrency of the task bounds all of them.")
                @Range(min = 1, max = 10_000)
                Optional<Integer> maxInFlight,
        @Description("Further request headers for this endpoint. Not for credentials.") @Default("{}")
                Map<String, String> headers) {

    public EndpointSection {
        if (baseUrl.equals(ClientConfig.SIMULATED)) {
            throw new IllegalArgumentException(
                    "'base_url: simulated' cannot stand in 'endpoints'; it is only for client_config.base_url");
        }
        ClientConfig.checkUrl(baseUrl);
        budgets(rps, rpm, tpm, maxInFlight);
        headers = Map.copyOf(headers);
    }

    Endpoint endpoint() {
        return new Endpoint(
                URI.create(baseUrl),
                apiKey.map(key -> (Supplier<String>) key::reveal),
                headers,
                budgets(rps, rpm, tpm, maxInFlight));
    }

    static Budgets budgets(
            Optional<Double> rps, Optional<Double> rpm, Optional<Double> tpm, Optional<Integer> maxInFlight) {
        return new Budgets(
                number(rps),
                number(rpm),
                number(tpm),
                maxInFlight.map(OptionalInt::of).orElse(OptionalInt.empty()));
    }

    private static OptionalDouble number(Optional<Double> value) {
        return value.map(OptionalDouble::of).orElse(OptionalDouble.empty());
    }
}
