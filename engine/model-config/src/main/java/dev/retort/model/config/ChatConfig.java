package dev.retort.model.config;

import dev.retort.spi.config.Description;
import dev.retort.spi.config.Example;
import dev.retort.spi.config.OtherKeys;
import dev.retort.spi.config.Range;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The {@code chat_config} section: everything in a request besides its messages. */
@Description(
        "What goes into every request besides the messages. Keys that are not listed here go to the API as they stand.")
public record ChatConfig(
        @Description("The model's name, as the endpoint knows it.") @Example("gpt-4o-mini") String model,
        @Description("How freely the model chooses; not sent when not set.") @Example("0.6") @Range(min = 0, max = 10)
                Optional<Double> temperature,
        @Description(
                        "The longest answer, in tokens; not sent when not set. Newer OpenAI models want max_completion_tokens"
                                + " instead, which can be written here too.")
                @Example("4096")
                @Range(min = 1, max = 100_000_000)
                Optional<Integer> maxTokens,
        @Description(
                        "Whether answers are to come piece by piece (SSE). The result is the same; a model that falls silent is noticed"
                                + " sooner, since first_byte_timeout then bounds the time to the first token.")
                Optional<Boolean> stream,
        @Description("Any other key: sent as it stands. The keys of an extra_body mapping are sent on the top level.")
                @OtherKeys
                Map<String, Object> otherKeys) {

    public ChatConfig {
        if (model.isBlank()) {
            throw new IllegalArgumentException("'model' must not be empty");
        }
        if (otherKeys.containsKey("messages")) {
            throw new IllegalArgumentException("'messages' comes from the records and must not stand here");
        }
    }

    /** All of it but the model, in the order to be sent. */
    Map<String, Object> parameters() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        temperature.ifPresent(value -> parameters.put("temperature", value));
        maxTokens.ifPresent(value -> parameters.put("max_tokens", value));
        parameters.putAll(otherKeys);
        if (stream.orElse(false)) {
            parameters.put("stream", true);
        }
        return parameters;
    }
}
