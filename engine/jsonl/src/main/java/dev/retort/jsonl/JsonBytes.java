package dev.retort.jsonl;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growing array of bytes that JSON is composed in. It writes what it is told: names, commas and brackets are up to the caller.
 * For one thread; {@link #clear()} makes it ready for the next record.
 */
public final class JsonBytes {

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int LARGE = 4 << 20;
    private static final int MAX_SIZE = Integer.MAX_VALUE - 16;

    private byte[] bytes;
    private int size;

    public JsonBytes() {
        this(256);
    }

    /**
     * Starts empty.
     *
     * @param capacity how many bytes there is room for at first
     */
    public JsonBytes(int capacity) {
        this.bytes = new byte[Math.max(16, capacity)];
    }

    /** JSON, or a part of it, as it is. */
    public JsonBytes raw(byte[] json) {
        return raw(json, 0, json.length);
    }

    /** The bytes from {@code from} to {@code to} as they are. */
    public JsonBytes raw(byte[] json, int from, int to) {
        int length = to - from;
        reserve(length);
        System.arraycopy(json, from, bytes, size, length);
        size += length;
        return this;
    }

    /** Everything that another one holds. */
    public JsonBytes raw(JsonBytes other) {
        return raw(other.bytes, 0, other.size);
    }

    /**
     * JSON, or a part of it, as it is: {@code ,"line":}.
     *
     * @param ascii nothing beyond ASCII
     */
    public JsonBytes raw(String ascii) {
        int length = ascii.length();
        reserve(length);
        for (int i = 0; i < length; i++) {
            char c = ascii.charAt(i);
            if (c >= 0x80) {
                throw new IllegalArgumentException("not ASCII: " + ascii);
            }
            bytes[size + i] = (byte) c;
        }
        size += length;
        return this;
    }

    /** A whole number. */
    public JsonBytes number(long value) {
        if (value < 0) {
            return raw(Long.toString(value));
        }
        int digits = 1;
        for (long rest = value; rest >= 10; rest /= 10) {
            digits++;
        }
        reserve(digits);
        long rest = value;
        for (int at = size + digits - 1; at >= size; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        size += digits;
        return this;
    }

    /**
     * A number.
     *
     * @throws IllegalArgumentException for a number that is not finite, which JSON has no form for
     */
    public JsonBytes number(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("JSON has no " + value);
        }
        return raw(Double.toString(value));
    }

    /** {@code true} or {@code false}. */
    public JsonBytes bool(boolean value) {
        return raw(value ? "true" : "false");
    }

    /**
     * A string with its quotes. Control characters, quotes and backslashes are escaped. A lone surrogate, which no UTF-8 can hold and
     * which makes many readers refuse the whole file when it is escaped, becomes U+FFFD.
     */
    public JsonBytes string(CharSequence text) {
        int length = text.length();
        reserve(length + 2);
        bytes[size++] = '"';
        int i = 0;
        while (i < length) {
            char c = text.charAt(i++);
            if (size + 8 > bytes.length) {
                reserve(8 + Math.max(0, length - i));
            }
            if (c < 0x80) {
                if (c < ' ' || c == '"' || c == '\\') {
                    escaped(c);
                } else {
                    bytes[size++] = (byte) c;
                }
            } else if (c < 0x800) {
                bytes[size++] = (byte) (0xc0 | c >> 6);
                continuation(c);
            } else if (Character.isHighSurrogate(c) && i < length && Character.isLowSurrogate(text.charAt(i))) {
                int point = Character.toCodePoint(c, text.charAt(i++));
                bytes[size++] = (byte) (0xf0 | point >> 18);
                continuation(point >> 12);
                continuation(point >> 6);
                continuation(point);
            } else {
                int point = Character.isSurrogate(c) ? 0xfffd : c;
                bytes[size++] = (byte) (0xe0 | point >> 12);
                continuation(point >> 6);
                continuation(point);
            }
        }
        reserve(1);
        bytes[size++] = '"';
        return this;
    }

    private void continuation(int bits) {
        bytes[size++] = (byte) (0x80 | (bits & 0x3f));
    }

    private void escaped(char c) {
        bytes[size++] = '\\';
        switch (c) {
            case '"', '\\' -> bytes[size++] = (byte) c;
            case '\b' -> bytes[size++] = 'b';
            case '\f' -> bytes[size++] = 'f';
            case '\n' -> bytes[size++] = 'n';
            case '\r' -> bytes[size++] = 'r';
            case '\t' -> bytes[size++] = 't';
            default -> {
                bytes[size++] = 'u';
                bytes[size++] = '0';
                bytes[size++] = '0';
                bytes[size++] = HEX[c >> 4];
                bytes[size++] = HEX[c & 0xf];
            }
        }
    }

    /** Makes room for so many bytes more. */
    void reserve(int more) {
        if (bytes.length - size < more) {
            long needed = (long) size + more;
            if (needed > MAX_SIZE) {
                throw new OutOfMemoryError("a record of more than 2 GiB");
            }
            bytes = Arrays.copyOf(
                    bytes, (int) Math.min(MAX_SIZE, Math.max(needed, bytes.length + (bytes.length >> 1))));
        }
    }

    /** How many bytes there are. */
    public int size() {
        return size;
    }

    /** What holds the bytes, from 0 to {@link #size()}; another array after it has grown. */
    public byte[] array() {
        return bytes;
    }

    /** A copy of the bytes. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    /** Writes the bytes. */
    public void writeTo(OutputStream out) throws IOException {
        out.write(bytes, 0, size);
    }

    /** Drops the bytes and keeps the array, however large. */
    void rewind() {
        size = 0;
    }

    /** Drops the bytes, and a large array too, so that one long record does not hold memory forever. */
    public JsonBytes clear() {
        size = 0;
        if (bytes.length > LARGE) {
            bytes = new byte[1 << 16];
        }
        return this;
    }

    /** The bytes as text. */
    @Override
    public String toString() {
        return new String(bytes, 0, size, StandardCharsets.UTF_8);
    }
}
