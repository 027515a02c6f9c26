package dev.retort.jsonl;

import java.nio.charset.StandardCharsets;

/** Turns strings of valid JSON into Java's. */
final class JsonStrings {

    private JsonStrings() {}

    /** The text that lies in the range, between its quotes. A lone surrogate escape stays a lone surrogate. */
    static String decode(byte[] bytes, int from, int to) {
        int escape = indexOfBackslash(bytes, from, to);
        if (escape == to) {
            return new String(bytes, from, to - from, StandardCharsets.UTF_8);
        }
        StringBuilder text = new StringBuilder(to - from);
        int at = from;
        while (escape < to) {
            text.append(new String(bytes, at, escape - at, StandardCharsets.UTF_8));
            byte kind = bytes[escape + 1];
            at = escape + 2;
            switch (kind) {
                case 'b' -> text.append('\b');
                case 'f' -> text.append('\f');
                case 'n' -> text.append('\n');
                case 'r' -> text.append('\r');
                case 't' -> text.append('\t');
                case 'u' -> {
                    int unit = 0;
                    for (; at < escape + 6; at++) {
                        unit = unit << 4 | Character.digit(bytes[at], 16);
                    }
                    text.append((char) unit);
                }
                default -> text.append((char) kind);
            }
            escape = indexOfBackslash(bytes, at, to);
        }
        return text.append(new String(bytes, at, to - at, StandardCharsets.UTF_8))
                .toString();
    }

    private static int indexOfBackslash(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] != '\\') {
            at++;
        }
        return at;
    }
}
