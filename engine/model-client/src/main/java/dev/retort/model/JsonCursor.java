package dev.retort.model;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Walks through strict JSON in bytes and tells where its values stand; nothing is decoded that is not asked for. Whether the text is
 * UTF-8 is for {@link Utf8} to say.
 */
final class JsonCursor {

    private static final int DEEPEST = 500;
    private static final int LONGEST_NAME = 40;

    private final JsonLexer lexer;
    private int depth;
    private boolean entered;
    private int nameStart;
    private int nameEnd;

    JsonCursor(byte[] bytes, int start, int end) {
        lexer = new JsonLexer(bytes, start, end);
    }

    /** The byte that the next value begins with, which tells its kind. */
    byte kind() throws MalformedReplyException {
        lexer.blanks();
        if (lexer.at == lexer.end) {
            throw lexer.truncated();
        }
        return lexer.bytes[lexer.at];
    }

    /** Where the next value begins. */
    int start() throws MalformedReplyException {
        kind();
        return lexer.at;
    }

    /** From there to where the cursor has come. */
    JsonSpan since(int start) {
        return new JsonSpan(lexer.bytes, start, lexer.at);
    }

    /** Passes over the value. */
    JsonSpan value() throws MalformedReplyException {
        int start = start();
        skip();
        return since(start);
    }

    /** The value when it is a string; anything else is passed over. */
    @Nullable
    String text() throws MalformedReplyException {
        JsonSpan value = value();
        return value.isString() ? value.text() : null;
    }

    /** Enters the object that comes next; {@link #nextName} goes through it. */
    void enterObject() throws MalformedReplyException {
        enter('{');
    }

    /** Enters the array that comes next; {@link #nextElement} goes through it. */
    void enterArray() throws MalformedReplyException {
        enter('[');
    }

    /** The name of the next member, whose value comes next; "" for one too long to be of interest; null at the end of the object. */
    @Nullable
    String nextName() throws MalformedReplyException {
        if (!more('}')) {
            return null;
        }
        if (kind() != '"') {
            throw lexer.unexpected("a name in quotes");
        }
        int start = lexer.at;
        boolean plain = lexer.string();
        int length = lexer.at - start - 2;
        nameStart = start;
        nameEnd = lexer.at;
        String name = "";
        if (length <= LONGEST_NAME) {
            name = plain
                    ? new String(lexer.bytes, start + 1, length, StandardCharsets.UTF_8)
                    : since(start).text();
        }
        if (kind() != ':') {
            throw lexer.unexpected("a colon");
        }
        lexer.at++;
        return name;
    }

    /** The name that came last, however long it is. */
    String longName() {
        return new JsonSpan(lexer.bytes, nameStart, nameEnd).text();
    }

    /** Whether there is another element, which comes next. */
    boolean nextElement() throws MalformedReplyException {
        return more(']');
    }

    /** Passes over white space; whether nothing follows. */
    boolean atEnd() {
        lexer.blanks();
        return lexer.at == lexer.end;
    }

    /** Whether there were line breaks on the way. */
    boolean brokeLine() {
        return lexer.brokeLine;
    }

    void skip() throws MalformedReplyException {
        switch (kind()) {
            case '{' -> {
                enterObject();
                while (nextName() != null) {
                    skip();
                }
            }
            case '[' -> {
                enterArray();
                while (nextElement()) {
                    skip();
                }
            }
            case '"' -> lexer.string();
            case 't' -> lexer.word("true");
            case 'f' -> lexer.word("false");
            case 'n' -> lexer.word("null");
            default -> lexer.number();
        }
    }

    private void enter(char opening) throws MalformedReplyException {
        if (kind() != opening) {
            throw lexer.unexpected("'" + opening + "'");
        }
        lexer.at++;
        entered = true;
        if (++depth > DEEPEST) {
            throw new MalformedReplyException(
                    "invalid_body", "the response is nested deeper than " + DEEPEST + " levels");
        }
    }

    private boolean more(char closing) throws MalformedReplyException {
        boolean first = entered;
        entered = false;
        if (kind() == closing) {
            lexer.at++;
            depth--;
            return false;
        }
        if (!first) {
            if (lexer.bytes[lexer.at] != ',') {
                throw lexer.unexpected("a comma or '" + closing + "'");
            }
            lexer.at++;
            kind();
        }
        return true;
    }
}
