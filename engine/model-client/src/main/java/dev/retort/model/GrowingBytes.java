package dev.retort.model;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A row of bytes that grows at its end. */
final class GrowingBytes {

    private byte[] bytes;
    private int length;

    GrowingBytes(int capacity) {
        bytes = new byte[capacity];
    }

    /** The bytes up to {@link #length()}; not a copy. */
    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    void clear() {
        length = 0;
    }

    GrowingBytes add(byte[] source, int start, int end) {
        int more = end - start;
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(length, more), (int) Math.min(2L * length, 1 << 30)));
        }
        System.arraycopy(source, start, bytes, length, more);
        length += more;
        return this;
    }

    GrowingBytes add(byte[] source) {
        return add(source, 0, source.length);
    }

    GrowingBytes ascii(String text) {
        return add(text.getBytes(StandardCharsets.US_ASCII));
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }
}
