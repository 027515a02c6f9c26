package dev.retort.model;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Walks through strict JSON (RFC 8259) in bytes and tells where its values stand. Nothing is decoded that is not asked for, and the
 * text of strings is passed over eight bytes at a time: replies are mostly text, and a general parser spends most of its time on
 * looking at each character of it. Whether the text is UTF-8 is for {@link Utf8} to say.
 */
final class JsonCursor {

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final int DEEPEST = 500;
    private static final int LONGEST_NAME = 40;

    private final byte[] bytes;
    private final int end;
    private int at;
    private int depth;
    private boolean entered;
    private boolean brokeLine;

    JsonCursor(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.at = start;
        this.end = end;
    }

    /** The byte that the next value begins with, which tells its kind. */
    byte kind() throws MalformedReplyException {
        blanks();
        if (at == end) {
            throw truncated();
        }
        return bytes[at];
    }

    /** Where the next value begins. */
    int start() throws MalformedReplyException {
        kind();
        return at;
    }

    /** From there to where the cursor has come. */
    JsonSpan since(int start) {
        return new JsonSpan(bytes, start, at);
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
            throw unexpected("a name in quotes");
        }
        int start = at;
        boolean plain = string();
        int length = at - start - 2;
        String name = "";
        if (length <= LONGEST_NAME) {
            name = plain
                    ? new String(bytes, start + 1, length, StandardCharsets.UTF_8)
                    : since(start).text();
        }
        if (kind() != ':') {
            throw unexpected("a colon");
        }
        at++;
        return name;
    }

    /** Whether there is another element, which comes next. */
    boolean nextElement() throws MalformedReplyException {
        return more(']');
    }

    /** Passes over white space; whether nothing follows. */
    boolean atEnd() {
        blanks();
        return at == end;
    }

    /** Whether there were line breaks on the way. */
    boolean brokeLine() {
        return brokeLine;
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
            case '"' -> string();
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> number();
        }
    }

    private void enter(char opening) throws MalformedReplyException {
        if (kind() != opening) {
            throw unexpected("'" + opening + "'");
        }
        at++;
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
            at++;
            depth--;
            return false;
        }
        if (!first) {
            if (bytes[at] != ',') {
                throw unexpected("a comma or '" + closing + "'");
            }
            at++;
            kind();
        }
        return true;
    }

    /** Passes over a string; whether it is without escapes. */
    private boolean string() throws MalformedReplyException {
        boolean plain = true;
        at++;
        while (true) {
            toSpecial();
            if (at >= end) {
                throw truncated();
            }
            if (bytes[at] == '"') {
                at++;
                return plain;
            }
            if (bytes[at] != '\\') {
                throw unexpected("no control character in a text");
            }
            plain = false;
            escape();
        }
    }

    /** Goes to the next quote, backslash or control character, or to the end. */
    private void toSpecial() {
        while (at + 8 <= end) {
            long word = (long) EIGHT.get(bytes, at);
            long quotes = word ^ ('"' * ONES);
            long backslashes = word ^ ('\\' * ONES);
            // In each byte the high bit is set where it is zero, or less than a blank; exact up to the first such byte.
            long special = (((quotes - ONES) & ~quotes)
                            | ((backslashes - ONES) & ~backslashes)
                            | ((word - ' ' * ONES) & ~word))
                    & HIGH_BITS;
            if (special != 0) {
                at += Long.numberOfTrailingZeros(special) >>> 3;
                return;
            }
            at += 8;
        }
        while (at < end && bytes[at] != '"' && bytes[at] != '\\' && (bytes[at] & 0xff) >= ' ') {
            at++;
        }
    }

    private void escape() throws MalformedReplyException {
        at++;
        if (at == end) {
            throw truncated();
        }
        byte which = bytes[at++];
        if (which == 'u') {
            for (int i = 0; i < 4; i++, at++) {
                if (at == end) {
                    throw truncated();
                }
                if (Character.digit(bytes[at], 16) < 0) {
                    throw unexpected("four hexadecimal digits after \\u");
                }
            }
        } else if ("\"\\/bfnrt".indexOf(which) < 0) {
            at--;
            throw unexpected("an escape that JSON knows");
        }
    }

    private void word(String expected) throws MalformedReplyException {
        for (int i = 0; i < expected.length(); i++, at++) {
            if (at == end) {
                throw truncated();
            }
            if (bytes[at] != expected.charAt(i)) {
                throw unexpected(expected);
            }
        }
    }

    private void number() throws MalformedReplyException {
        if (bytes[at] == '-') {
            at++;
        }
        if (at < end && bytes[at] == '0') {
            at++;
        } else {
            digits();
        }
        if (at < end && bytes[at] == '.') {
            at++;
            digits();
        }
        if (at < end && (bytes[at] == 'e' || bytes[at] == 'E')) {
            at++;
            if (at < end && (bytes[at] == '+' || bytes[at] == '-')) {
                at++;
            }
            digits();
        }
    }

    private void digits() throws MalformedReplyException {
        if (at == end) {
            throw truncated();
        }
        int start = at;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        if (at == start) {
            throw unexpected("a value");
        }
    }

    private void blanks() {
        while (at < end) {
            byte next = bytes[at];
            if (next == '\n' || next == '\r') {
                brokeLine = true;
            } else if (next != ' ' && next != '\t') {
                return;
            }
            at++;
        }
    }

    private MalformedReplyException truncated() {
        return new MalformedReplyException(
                "truncated_body", "the response breaks off after " + Wording.number(end) + " bytes");
    }

    private MalformedReplyException unexpected(String expected) {
        return new MalformedReplyException(
                "invalid_body",
                "the response is not valid JSON: expected " + expected + " at byte " + Wording.number(at + 1L)
                        + ", found " + ErrorBody.preview(bytes, at, Math.min(end, at + 20)));
    }
}
