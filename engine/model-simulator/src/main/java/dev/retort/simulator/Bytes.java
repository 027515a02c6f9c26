package dev.retort.simulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;

/** A growing row of bytes that is filled again and again, so that an answer costs no garbage. */
final class Bytes {

    private static final byte[] HEX = "0123456789abcdef".getBytes(ISO_8859_1);
    private static final int KEPT = 1 << 20;

    private byte[] array;
    private int size;

    Bytes(int capacity) {
        array = new byte[capacity];
    }

    byte[] array() {
        return array;
    }

    int size() {
        return size;
    }

    byte[] toArray() {
        return Arrays.copyOf(array, size);
    }

    /** Starts again with this many bytes left free in front; memory taken by a giant is given back. */
    void restart(int reserved) {
        if (array.length > KEPT) {
            array = new byte[KEPT];
        }
        size = reserved;
    }

    /** Forgets everything behind this size. */
    void truncate(int newSize) {
        size = newSize;
    }

    Bytes add(byte[] bytes) {
        return add(bytes, 0, bytes.length);
    }

    Bytes add(byte[] bytes, int from, int length) {
        room(length);
        System.arraycopy(bytes, from, array, size, length);
        size += length;
        return this;
    }

    Bytes ascii(String text) {
        room(text.length());
        for (int i = 0; i < text.length(); i++) {
            array[size++] = (byte) text.charAt(i);
        }
        return this;
    }

    Bytes decimal(long value) {
        room(20);
        if (value == 0) {
            array[size++] = '0';
            return this;
        }
        int digits = 0;
        for (long rest = value; rest != 0; rest /= 10) {
            digits++;
        }
        size += digits;
        int at = size;
        for (long rest = value; rest != 0; rest /= 10) {
            array[--at] = (byte) ('0' + rest % 10);
        }
        return this;
    }

    /** The lowest digits of a number in base 16. */
    Bytes hex(long value, int digits) {
        room(digits);
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
            array[size++] = HEX[(int) (value >>> shift) & 15];
        }
        return this;
    }

    /** Text as it stands between the quotes of a JSON string, in UTF-8; half a surrogate pair becomes U+FFFD. */
    Bytes json(CharSequence text) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            room(6);
            char c = text.charAt(i);
            if (c < 0x80) {
                jsonAscii(c);
            } else if (!Character.isSurrogate(c)) {
                utf8(c);
            } else if (Character.isHighSurrogate(c) && i + 1 < length && Character.isLowSurrogate(text.charAt(i + 1))) {
                utf8(Character.toCodePoint(c, text.charAt(++i)));
            } else {
                utf8(0xFFFD);
            }
        }
        return this;
    }

    private void jsonAscii(char c) {
        if (c >= 0x20 && c != '"' && c != '\\') {
            array[size++] = (byte) c;
            return;
        }
        array[size++] = '\\';
        switch (c) {
            case '"', '\\' -> array[size++] = (byte) c;
            case '\n' -> array[size++] = 'n';
            case '\r' -> array[size++] = 'r';
            case '\t' -> array[size++] = 't';
            default -> ascii("u00").hex(c, 2);
        }
    }

    private void utf8(int point) {
        if (point < 0x800) {
            array[size++] = (byte) (0xC0 | (point >> 6));
        } else {
            if (point < 0x10000) {
                array[size++] = (byte) (0xE0 | (point >> 12));
            } else {
                array[size++] = (byte) (0xF0 | (point >> 18));
                array[size++] = (byte) (0x80 | ((point >> 12) & 0x3F));
            }
            array[size++] = (byte) (0x80 | ((point >> 6) & 0x3F));
        }
        array[size++] = (byte) (0x80 | (point & 0x3F));
    }

    private void room(int more) {
        if (array.length - size < more) {
            array = Arrays.copyOf(array, Math.max(size + more, 2 * array.length));
        }
    }
}
