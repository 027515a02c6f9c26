package dev.retort.core.secret;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A text as it reads once escapes are undone, with the way back from each character to its place in the original. */
final class View {

    static final int JSON_UNICODE = 6;
    static final int PERCENT = 3;
    static final int LEAD_BYTE = 0xC0;
    static final int LONGEST_ENTITY = 8;

    private final char[] chars;
    private final int @Nullable [] starts; // null when the characters are the original
    private final int length;

    private View(char[] chars, int @Nullable [] starts, int length) {
        this.chars = chars;
        this.starts = starts;
        this.length = length;
    }

    static View of(String text) {
        return new View(text.toCharArray(), null, text.length());
    }

    int length() {
        return length;
    }

    char at(int index) {
        return chars[index];
    }

    /** Where the character, or the end for the length, stands in the original. */
    int original(int index) {
        return starts == null ? index : starts[index];
    }

    private boolean holds(char wanted) {
        for (int i = 0; i < length; i++) {
            if (chars[i] == wanted) {
                return true;
            }
        }
        return false;
    }

    /** The text with JSON string escapes undone, or null when there are none. */
    @Nullable
    View withoutJsonEscapes() {
        if (!holds('\\')) {
            return null;
        }
        Builder to = new Builder();
        int i = 0;
        while (i < length) {
            char c = chars[i];
            int width = 1;
            if (c == '\\' && i + 1 < length) {
                char next = chars[i + 1];
                int plain = "\"\\/bfnrt".indexOf(next);
                if (plain >= 0) {
                    c = "\"\\/\b\f\n\r\t".charAt(plain);
                    width = 2;
                } else if (next == 'u') {
                    int code = hex(i + 2, JSON_UNICODE - 2);
                    c = code < 0 ? c : (char) code;
                    width = code < 0 ? 1 : JSON_UNICODE;
                }
            }
            to.add(c, i);
            i += width;
        }
        return to.build();
    }

    /** The text with percent-encoded UTF-8 undone, or null when there is none. */
    @Nullable
    View withoutPercentEscapes() {
        if (!holds('%')) {
            return null;
        }
        Builder to = new Builder();
        int i = 0;
        while (i < length) {
            int octet = chars[i] == '%' ? hex(i + 1, 2) : -1;
            if (octet < 0) {
                to.add(chars[i], i);
                i++;
                continue;
            }
            int more = continuations(octet);
            int code = more == 0 ? octet : octet & (0x3F >> more);
            for (int k = 1; k <= more && code >= 0; k++) {
                int at = i + k * PERCENT;
                int next = at < length && chars[at] == '%' ? hex(at + 1, 2) : -1;
                code = next >>> 6 == 2 ? (code << 6) | (next & 0x3F) : -1;
            }
            if (code < 0 || !Character.isValidCodePoint(code)) {
                code = octet;
                more = 0;
            }
            for (char c : Character.toChars(code)) {
                to.add(c, i);
            }
            i += (more + 1) * PERCENT;
        }
        return to.build();
    }

    /** The text with the HTML entities undone that escaping makes, or null when there are none. */
    @Nullable
    View withoutHtmlEntities() {
        if (!holds('&')) {
            return null;
        }
        Builder to = new Builder();
        int i = 0;
        while (i < length) {
            int end = i + 1;
            while (chars[i] == '&' && end < length && end - i < LONGEST_ENTITY && chars[end] != ';') {
                end++;
            }
            boolean whole = chars[i] == '&' && end < length && chars[end] == ';';
            int code = whole ? entity(new String(chars, i + 1, end - i - 1)) : -1;
            to.add(code < 0 ? chars[i] : (char) code, i);
            i = code < 0 ? i + 1 : end + 1;
        }
        return to.build();
    }

    private static int entity(String name) {
        return switch (name) {
            case "amp" -> '&';
            case "lt" -> '<';
            case "gt" -> '>';
            case "quot" -> '"';
            case "apos" -> '\'';
            default -> numbered(name);
        };
    }

    private static int numbered(String name) {
        boolean hex = name.startsWith("#x") || name.startsWith("#X");
        try {
            int code = name.startsWith("#") ? Integer.parseInt(name.substring(hex ? 2 : 1), hex ? 16 : 10) : -1;
            return Character.isBmpCodePoint(code) ? code : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    static int continuations(int octet) {
        if (octet < LEAD_BYTE) {
            return 0;
        }
        return octet < 0xE0 ? 1 : octet < 0xF0 ? 2 : 3;
    }

    private int hex(int from, int digits) {
        if (from + digits > length) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < from + digits; i++) {
            int digit = Character.digit(chars[i], 16);
            if (digit < 0) {
                return -1;
            }
            value = (value << 4) | digit;
        }
        return value;
    }

    private final class Builder {
        private final char[] to = new char[length];
        private final int[] from = new int[length + 1];
        private int size;

        void add(char c, int index) {
            to[size] = c;
            from[size++] = original(index);
        }

        View build() {
            from[size] = original(length);
            return new View(to, Arrays.copyOf(from, size + 1), size);
        }
    }
}
