package dev.retort.core.secret;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A text as it reads once escapes are undone, with the way back from each character to its place in the original. */
final class View {

    private static final int JSON_UNICODE = 6;
    private static final int PERCENT = 3;
    private static final int LEAD_BYTE = 0xC0;

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

    private static int continuations(int octet) {
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

    /** The length of the text without an escape at its end that is not whole yet. */
    static int completeUpTo(String text) {
        int end = text.length();
        int slash = text.lastIndexOf('\\');
        int first = slash;
        while (first > 0 && text.charAt(first - 1) == '\\') {
            first--;
        }
        if (slash >= 0) {
            boolean unicode = slash + 1 < end && text.charAt(slash + 1) == 'u';
            if (slash + 1 == end || (unicode && slash + JSON_UNICODE > end)) {
                end = first;
            }
        }
        int percent = text.lastIndexOf('%');
        if (percent >= 0 && percent + PERCENT > text.length()) {
            end = Math.min(end, percent);
        }
        // A lead byte whose continuation bytes have not come: at most three triples.
        for (int at = Math.max(0, end - 3 * PERCENT); at + PERCENT <= end; at++) {
            if (text.charAt(at) == '%') {
                int high = Character.digit(text.charAt(at + 1), 16);
                int low = Character.digit(text.charAt(at + 2), 16);
                int octet = (high << 4) | low;
                if (high >= 0 && low >= 0 && octet >= LEAD_BYTE && at + (continuations(octet) + 1) * PERCENT > end) {
                    return at;
                }
            }
        }
        return end;
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
