package dev.retort.model.config;

import dev.retort.model.Endpoint;
import dev.retort.spi.Secret;
import dev.retort.spi.config.Default;
import dev.retort.spi.config.Description;
import dev.retort.spi.config.Example;
import dev.retort.spi.config.Range;
import dev.retort.spi.config.Seconds;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The {@code client_config} section: an endpoint, its key, and how long to wait. */
@Description("The endpoint and how long to wait for it.")
public record ClientConfig(
        @Description(
                        "Where the API starts: /chat/completions is added to it. The word \"simulated\" starts the built-in"
                                + " simulated model on 127.0.0.1 instead.")
                @Example("https://api.openai.com/v1")
                String baseUrl,
        @Description("Sent as a bearer token. Always a reference; the value stands in the env file or the environment.")
                @Example("${secret:OPENAI_API_KEY}")
                Optional<Secret> apiKey,
        @Description("Seconds that one attempt may take, all in all.")
                @Default("600")
                @Range(min = 0.1, max = 86_400)
                @Seconds
                Duration timeout,
        @Description("Seconds to wait for a connection.") @Default("10") @Range(min = 0.1, max = 600) @Seconds
                Duration connectTimeout,
        @Description(
                        "Seconds to wait for the first byte of an answer, of a streamed one for its first token; as long as timeout when not set.")
                @Range(min = 0.1, max = 86_400)
                @Seconds
                Optional<Duration> firstByteTimeout,
        @Description("Seconds that an answer may pause between two bytes; as long as timeout when not set.")
                @Range(min = 0.1, max = 86_400)
                @Seconds
                Optional<Duration> idleTimeout,
        @Description(
                        "How often one record is tried again after a failure that may pass: a refused or lost connection, a"
                                + " time-out, 408, 409, 5xx, an answer that is no JSON. Ten times as often after a refusal for load (429).")
                @Default("5")
                @Range(min = 0, max = 1_000)
                int maxRetries,
        @Description(
                        "The longest wait that an endpoint may ask for with Retry-After, in seconds; a record that is told to wait"
                                + " longer fails.")
                @Default("600")
                @Range(min = 0, max = 86_400)
                @Seconds
                Duration maxRetryWait,
        @Description("Further request headers. Not for credentials.") @Default("{}") @Example("{X-Project: demo}")
                Map<String, String> headers,
        @Description("The most requests a second that the endpoint is sent; short bursts are evened out.")
                @Example("20")
                @Range(min = 0.001, max = 1_000_000)
                Optional<Double> rps,
        @Description("The most requests a minute that the endpoint is sent, spread evenly over the minute.")
                @Example("500")
                @Range(min = 0.01, max = 60_000_000)
                Optional<Double> rpm,
        @Description(
                        "The most tokens a minute, prompts and answers together, that the endpoint is asked for. A request is"
                                + " charged an estimate when it is sent, which the usage in its answer corrects.")
                @Example("200000")
                @Range(min = 1, max = 1_000_000_000_000L)
                Optional<Double> tpm,
        @Description("Whether the number of requests in flight follows what the endpoint can do, from a few up to the"
                        + " concurrency of the task. With false it is the concurrency from the first moment on.")
                @Default("true")
                boolean adaptive,
        @Description(
                        "Further endpoints, or further keys, for the same model. Requests go to the one with most room; one that"
                                + " fails is left alone for a while, one that refuses the key or has no credit left for good.")
                @Default("[]")
                List<EndpointSection> endpoints,
        @Description(
                        "Seconds to keep trying an endpoint that has not answered even once, whether it cannot be reached or does"
                                + " nothing but fail, before the run stops.")
                @Default("60")
                @Range(min = 0, max = 86_400)
                @Seconds
                Duration firstContact,
        @Description("Seconds to wait for an endpoint that was reached before and cannot be reached any more; records"
                        + " neither fail nor lose an attempt meanwhile. After as long without one answer, only failures, the run"
                        + " stops as well.")
                @Default("14400")
                @Range(min = 0, max = 604_800)
                @Seconds
                Duration outagePatience) {

    /** What {@code base_url} says when it asks for the built-in simulated model. */
    static final String SIMULATED = "simulated";

    public ClientConfig {
        if (!baseUrl.equals(SIMULATED)) {
            checkUrl(baseUrl);
        }
        EndpointSection.budgets(rps, rpm, tpm, Optional.empty());
        headers = Map.copyOf(headers);
        endpoints = List.copyOf(endpoints);
        if (baseUrl.equals(SIMULATED) && !endpoints.isEmpty()) {
            throw new IllegalArgumentException(
                    "'endpoints' have no effect with base_url: \"simulated\"; remove them, or name a real base_url");
        }
    }

    /** The first endpoint; its URL is that of the simulated model when there is one. */
    Endpoint first(URI url) {
        return new Endpoint(
                url,
                apiKey.map(key -> (Supplier<String>) key::reveal),
                headers,
                EndpointSection.budgets(rps, rpm, tpm, Optional.empty()));
    }

    boolean isSimulated() {
        return baseUrl.equals(SIMULATED);
    }

    static void checkUrl(String text) {
        String expected =
                "'base_url' must be an http or https URL such as https://api.openai.com/v1, or the word simulated; found "
                        + text;
        try {
            URI uri = new URI(text);
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (!web || uri.getRawAuthority() == null) {
                throw new IllegalArgumentException(expected);
            }
            if (uri.getRawAuthority().contains("@")) {
                throw new IllegalArgumentException("'base_url' must not carry a user name or password; use api_key");
            }
            if (uri.getRawFragment() != null) {
                throw new IllegalArgumentException("'base_url' must not hold a fragment (the part from # on)");
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(expected, e);
        }
    }
}
