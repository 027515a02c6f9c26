package dev.retort.model;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The tokens of strict JSON (RFC 8259) in bytes. The text of strings is passed over eight bytes at a time: replies are mostly text, and
 * a general parser spends most of its time on looking at each character of it.
 */
final class JsonLexer {

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    final byte[] bytes;
    final int end;
    int at;
    boolean brokeLine;

    JsonLexer(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.at = start;
        this.end = end;
    }

    /** Passes over a string; whether it is without escapes. */
    boolean string() throws MalformedReplyException {
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

    void word(String expected) throws MalformedReplyException {
        for (int i = 0; i < expected.length(); i++, at++) {
            if (at == end) {
                throw truncated();
            }
            if (bytes[at] != expected.charAt(i)) {
                throw unexpected(expected);
            }
        }
    }

    void number() throws MalformedReplyException {
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

    /** Passes over white space. */
    void blanks() {
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

    MalformedReplyException truncated() {
        return new MalformedReplyException(
                "truncated_body", "the response breaks off after " + Wording.number(end) + " bytes");
    }

    MalformedReplyException unexpected(String expected) {
        return new MalformedReplyException(
                "invalid_body",
                "the response is not valid JSON: expected " + expected + " at byte " + Wording.number(at + 1L)
                        + ", found " + ErrorBody.preview(bytes, at, Math.min(end, at + 20)));
    }
}
