package dev.retort.simulator;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/** Reads the body of a chat completions request, as strictly as the real servers do, and keeps what a reply depends on. */
final class ChatRequestReader {

    private static final int MOST_CHOICES = 128;
    private static final int MOST_ALTERNATIVES = 20;
    private static final int MOST_MODEL = 256;

    private final JsonFactory json = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(RequestReader.MOST_BODY)
                    .build())
            .build();
    private final MessageReader messages;

    /**
     * @param keepTexts whether the texts of the user messages are needed
     * @param cache knows what came before, if anybody asks
     */
    ChatRequestReader(boolean keepTexts, @Nullable PromptCache cache) {
        messages = new MessageReader(keepTexts, cache);
    }

    void read(byte[] body, int from, int length, Exchange exchange) throws HttpProblem {
        exchange.clear();
        try (JsonParser parser = json.createParser(ObjectReadContext.empty(), body, from, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new HttpProblem(400, "The body must be a JSON object.");
            }
            members(parser, exchange);
            if (parser.nextToken() != null) {
                throw new HttpProblem(400, "There is more text behind the JSON object of the body.");
            }
        } catch (JacksonException e) {
            throw new HttpProblem(400, "The body is not valid JSON: " + reason(e));
        }
    }

    private void members(JsonParser parser, Exchange exchange) throws HttpProblem {
        boolean messagesSeen = false;
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            JsonToken value = parser.nextToken();
            switch (name) {
                case "model" -> exchange.model = model(parser, value);
                case "messages" -> {
                    messages.read(parser, value, exchange);
                    messagesSeen = true;
                }
                case "n" -> exchange.choices = number(parser, value, name, MOST_CHOICES, 1);
                case "max_tokens", "max_completion_tokens" ->
                    exchange.tokenLimit = Math.min(
                            exchange.tokenLimit, number(parser, value, name, Integer.MAX_VALUE, Integer.MAX_VALUE));
                case "stream" -> exchange.stream = flag(value, name);
                case "stream_options" -> streamOptions(parser, value, exchange);
                case "logprobs" -> exchange.logprobs = flag(value, name);
                case "top_logprobs" -> exchange.topLogprobs = number(parser, value, name, MOST_ALTERNATIVES, 0);
                default -> parser.skipChildren();
            }
        }
        if (exchange.model.isEmpty()) {
            throw new HttpProblem(400, "You must provide a model parameter.", "", "model");
        }
        if (!messagesSeen) {
            throw new HttpProblem(
                    400, "Missing required parameter: 'messages'.", "missing_required_parameter", "messages");
        }
    }

    private static String model(JsonParser parser, @Nullable JsonToken value) throws HttpProblem {
        if (value != JsonToken.VALUE_STRING) {
            throw new HttpProblem(400, "'model' must be a string.", "invalid_type", "model");
        }
        if (parser.getStringLength() > MOST_MODEL) {
            throw new HttpProblem(
                    400, "'model' must not be longer than " + MOST_MODEL + " characters.", "invalid_value", "model");
        }
        return parser.getString();
    }

    private static int number(JsonParser parser, @Nullable JsonToken value, String name, int most, int absent)
            throws HttpProblem {
        if (value == JsonToken.VALUE_NULL) {
            return absent;
        }
        if (value != JsonToken.VALUE_NUMBER_INT || parser.getLongValue() < 1 || parser.getLongValue() > most) {
            throw new HttpProblem(
                    400, "'" + name + "' must be a whole number from 1 to " + most + ".", "invalid_value", name);
        }
        return parser.getIntValue();
    }

    private static boolean flag(@Nullable JsonToken value, String name) throws HttpProblem {
        if (value != JsonToken.VALUE_TRUE && value != JsonToken.VALUE_FALSE && value != JsonToken.VALUE_NULL) {
            throw new HttpProblem(400, "'" + name + "' must be true or false.", "invalid_type", name);
        }
        return value == JsonToken.VALUE_TRUE;
    }

    private static void streamOptions(JsonParser parser, @Nullable JsonToken value, Exchange exchange)
            throws HttpProblem {
        if (value == JsonToken.VALUE_NULL) {
            return;
        }
        if (value != JsonToken.START_OBJECT) {
            throw new HttpProblem(400, "'stream_options' must be an object.", "invalid_type", "stream_options");
        }
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            JsonToken option = parser.nextToken();
            if (name.equals("include_usage")) {
                exchange.includeUsage = flag(option, "stream_options.include_usage");
            } else {
                parser.skipChildren();
            }
        }
    }

    private static String reason(JacksonException e) {
        String message = String.valueOf(e.getOriginalMessage());
        String bounded = message.length() > 200 ? message.substring(0, 200) + "…" : message;
        TokenStreamLocation location = e.getLocation();
        if (location == null) {
            return bounded;
        }
        return bounded + " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }
}
