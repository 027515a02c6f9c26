package dev.retort.simulator;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads the {@code messages} of a chat completions request. */
final class MessageReader {

    private final boolean keepTexts;
    private final @Nullable PromptCache cache;
    private final StringBuilder text = new StringBuilder();
    private final Opening opening = new Opening();
    private long hash;
    private long bytes;
    private long prefix;
    private boolean metSoFar;

    /**
     * @param keepTexts whether the texts of the user messages are needed
     * @param cache knows what came before, if anybody asks
     */
    MessageReader(boolean keepTexts, @Nullable PromptCache cache) {
        this.keepTexts = keepTexts;
        this.cache = cache;
    }

    void read(JsonParser parser, @Nullable JsonToken value, Exchange exchange) throws HttpProblem {
        if (value != JsonToken.START_ARRAY) {
            throw wrong("'messages' must be an array.", "messages");
        }
        bytes = 0;
        prefix = 0;
        metSoFar = true;
        exchange.round = 0;
        exchange.userTexts.clear();
        int index = 0;
        for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
            if (next != JsonToken.START_OBJECT) {
                throw wrong("'messages[" + index + "]' must be an object.", "messages");
            }
            message(parser, index++, exchange);
        }
        if (index == 0) {
            throw wrong("'messages' must hold at least one message.", "messages");
        }
        exchange.promptTokens = Tokens.ofBytes(bytes);
    }

    private void message(JsonParser parser, int index, Exchange exchange) throws HttpProblem {
        hash = 0;
        opening.clear();
        text.setLength(0);
        String role = "";
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            JsonToken value = parser.nextToken();
            if (name.equals("role")) {
                role = value == JsonToken.VALUE_STRING ? parser.getString() : "";
            } else if (name.equals("content")) {
                content(parser, value, index);
            } else {
                parser.skipChildren();
            }
        }
        if (cache != null) {
            prefix = Hashing.mix(Hashing.mix(prefix, role.hashCode()), hash);
            metSoFar &= cache.meet(prefix);
            exchange.cachedTokens = metSoFar ? Tokens.ofBytes(bytes) : exchange.cachedTokens;
        }
        switch (role) {
            case "user" -> commit(exchange);
            case "assistant" -> exchange.round++;
            case "system", "developer", "tool", "function" -> {}
            default ->
                throw wrong(
                        "'messages[" + index + "].role' must be system, developer, user, assistant, tool or function.",
                        "messages");
        }
    }

    private void commit(Exchange exchange) {
        exchange.textHash = hash;
        exchange.opening.set(opening);
        if (keepTexts) {
            exchange.userTexts.add(text.toString());
        }
    }

    private void content(JsonParser parser, @Nullable JsonToken value, int index) throws HttpProblem {
        if (value == JsonToken.VALUE_STRING) {
            piece(parser);
        } else if (value == JsonToken.START_ARRAY) {
            for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
                if (next != JsonToken.START_OBJECT) {
                    throw wrong("'messages[" + index + "].content' must hold objects.", "messages");
                }
                part(parser);
            }
        } else if (value != JsonToken.VALUE_NULL) {
            throw wrong("'messages[" + index + "].content' must be a string or an array of parts.", "messages");
        }
    }

    /** A part of a message: its text counts, an image does not. */
    private void part(JsonParser parser) {
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            JsonToken value = parser.nextToken();
            if (name.equals("text") && value == JsonToken.VALUE_STRING) {
                piece(parser);
            } else {
                parser.skipChildren();
            }
        }
    }

    private void piece(JsonParser parser) {
        char[] chars = parser.getStringCharacters();
        int from = parser.getStringOffset();
        int length = parser.getStringLength();
        hash = Hashing.text(hash, chars, from, length);
        bytes += utf8Length(chars, from, length);
        opening.add(chars, from, length);
        if (keepTexts) {
            text.append(text.isEmpty() ? "" : "\n").append(chars, from, length);
        }
    }

    private static long utf8Length(char[] chars, int from, int length) {
        long bytes = length;
        int end = from + length;
        for (int i = from; i < end; i++) {
            char c = chars[i];
            if (c >= 0x80) {
                // Half of a surrogate pair adds one more byte: four for the two characters.
                bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
            }
        }
        return bytes;
    }

    private static HttpProblem wrong(String message, String param) {
        return new HttpProblem(400, message, "invalid_value", param);
    }
}
