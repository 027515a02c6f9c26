package dev.retort.model.config;

import dev.retort.spi.Secret;
import dev.retort.spi.config.Default;
import dev.retort.spi.config.Description;
import dev.retort.spi.config.Example;
import dev.retort.spi.config.Range;
import dev.retort.spi.config.Seconds;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

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
        @Description("Seconds to wait for the first byte of an answer; as long as timeout when not set.")
                @Range(min = 0.1, max = 86_400)
                @Seconds
                Optional<Duration> firstByteTimeout,
        @Description("Seconds that an answer may pause between two bytes; as long as timeout when not set.")
                @Range(min = 0.1, max = 86_400)
                @Seconds
                Optional<Duration> idleTimeout,
        @Description(
                        "How often one record is tried again after a failure that may pass: a refused or lost connection, a"
                                + " time-out, 408, 409, 429, 5xx, an answer that is no JSON.")
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
                Map<String, String> headers) {

    /** What {@code base_url} says when it asks for the built-in simulated model. */
    static final String SIMULATED = "simulated";

    public ClientConfig {
        if (!baseUrl.equals(SIMULATED)) {
            checkUrl(baseUrl);
        }
        headers = Map.copyOf(headers);
    }

    boolean isSimulated() {
        return baseUrl.equals(SIMULATED);
    }

    private static void checkUrl(String text) {
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
