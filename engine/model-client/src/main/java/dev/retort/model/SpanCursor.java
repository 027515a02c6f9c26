package dev.retort.model;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** A parser over bytes that knows where in them its tokens stand. */
final class SpanCursor {

    final JsonParser parser;
    private final byte[] body;
    private final int origin;

    /** The parser must have been made over {@code body} from {@code origin} on. */
    SpanCursor(JsonParser parser, byte[] body, int origin) {
        this.parser = parser;
        this.body = body;
        this.origin = origin;
    }

    /** Where the current token begins. */
    int start() {
        return origin + (int) parser.currentTokenLocation().getByteOffset();
    }

    /** Where the parser has read to. */
    int here() {
        return origin + (int) parser.currentLocation().getByteOffset();
    }

    /** From there to where the parser has read to. */
    JsonSpan since(int start) {
        return new JsonSpan(body, start, here());
    }

    /** The value that the parser stands on; it is passed over. */
    JsonSpan value() {
        int start = start();
        parser.skipChildren();
        parser.finishToken();
        return since(start);
    }

    /** The value when it is a string; anything else is passed over. */
    @Nullable
    String text() {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return parser.getString();
        }
        parser.skipChildren();
        return null;
    }

    /** The value when it is a whole number from 0 on, in quotes or not; anything else is passed over. */
    OptionalLong count() {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NUMBER_INT
                || token == JsonToken.VALUE_NUMBER_FLOAT
                || token == JsonToken.VALUE_STRING) {
            String digits = parser.getString().strip();
            if (digits.endsWith(".0")) {
                digits = digits.substring(0, digits.length() - 2);
            }
            boolean plain =
                    !digits.isEmpty() && digits.length() <= 18 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
            return plain ? OptionalLong.of(Long.parseLong(digits)) : OptionalLong.empty();
        }
        parser.skipChildren();
        return OptionalLong.empty();
    }
}
