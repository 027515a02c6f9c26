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

    /** The value that the parser stands on; it is passed over, a text without being decoded. */
    JsonSpan value() {
        int start = start();
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return new JsonSpan(body, start, afterString(start));
        }
        parser.skipChildren();
        parser.finishToken();
        return since(start);
    }

    /** Past the closing quote. Without one, the parser finds that out with its next token; this stops at the end of the bytes. */
    private int afterString(int start) {
        int i = start + 1;
        while (i < body.length && body[i] != '"') {
            i += body[i] == '\\' ? 2 : 1;
        }
        return i + 1;
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
            return whole(parser.getString());
        }
        parser.skipChildren();
        return OptionalLong.empty();
    }

    private static OptionalLong whole(String text) {
        String digits = text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
        if (digits.isEmpty() || digits.length() > 18) {
            return OptionalLong.empty();
        }
        long value = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c < '0' || c > '9') {
                return OptionalLong.empty();
            }
            value = 10 * value + (c - '0');
        }
        return OptionalLong.of(value);
    }

    /** Whether a line break has been read. The parser has counted them already. */
    boolean severalLines() {
        return parser.currentLocation().getLineNr() > 1;
    }
}
