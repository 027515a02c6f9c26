package dev.retort.plugins.distillation.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The bytes of an image, read at any place; what lies behind their end is a truncated image and no exception of Java's. */
final class Bytes {

    private final byte[] bytes;
    private final ByteBuffer big;
    private final ByteBuffer little;

    Bytes(byte[] bytes) {
        this.bytes = bytes;
        this.big = ByteBuffer.wrap(bytes).order(ByteOrder.BIG_ENDIAN);
        this.little = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    int length() {
        return bytes.length;
    }

    byte[] array() {
        return bytes;
    }

    int u8(long at) throws ImageException {
        return bytes[place(at, 1)] & 0xff;
    }

    int u16(long at) throws ImageException {
        return big.getShort(place(at, 2)) & 0xffff;
    }

    int u16le(long at) throws ImageException {
        return little.getShort(place(at, 2)) & 0xffff;
    }

    int u24le(long at) throws ImageException {
        return u16le(at) | u8(at + 2) << 16;
    }

    long u32(long at) throws ImageException {
        return big.getInt(place(at, 4)) & 0xffff_ffffL;
    }

    long u32le(long at) throws ImageException {
        return little.getInt(place(at, 4)) & 0xffff_ffffL;
    }

    /** Whether these characters stand there; false, too, when the bytes end before. */
    boolean has(long at, String latin) {
        byte[] wanted = latin.getBytes(StandardCharsets.ISO_8859_1);
        if (at < 0 || at + wanted.length > bytes.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (bytes[(int) at + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    /** Refuses what does not reach to {@code end}. */
    void reach(long end) throws ImageException {
        if (end > bytes.length) {
            throw ImageException.damaged("the image is truncated after " + bytes.length + " bytes");
        }
    }

    private int place(long at, int size) throws ImageException {
        reach(at + size);
        return (int) at;
    }
}
