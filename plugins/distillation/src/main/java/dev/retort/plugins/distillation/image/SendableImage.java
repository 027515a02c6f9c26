package dev.retort.plugins.distillation.image;

import dev.retort.jsonl.JsonBytes;
import java.util.Arrays;
import java.util.Base64;

/** An image as it is sent. */
public final class SendableImage {

    private static final String OPEN = "\"data:";
    private static final String BASE64 = ";base64,";
    private static final int FRAME = OPEN.length() + BASE64.length() + 1;
    /** A multiple of three, so that only the last piece is padded. */
    private static final int PIECE = 3 * 16 * 1_024;

    private final ImageFormat format;
    private final byte[] bytes;

    SendableImage(ImageFormat format, byte[] bytes) {
        this.format = format;
        this.bytes = bytes;
    }

    public String mediaType() {
        return format.mediaType();
    }

    /** The bytes themselves, not a copy. */
    public byte[] bytes() {
        return bytes;
    }

    /** The bytes that {@link #writeTo} writes. */
    public int written() {
        long base64 = (bytes.length + 2L) / 3 * 4;
        return (int) Math.min(Integer.MAX_VALUE - 16, FRAME + mediaType().length() + base64);
    }

    /** Writes it as a JSON string that holds a data URI. */
    public void writeTo(JsonBytes out) {
        out.raw(OPEN).raw(mediaType()).raw(BASE64);
        for (int at = 0; at < bytes.length; at += PIECE) {
            byte[] piece = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + PIECE));
            out.raw(Base64.getEncoder().encode(piece));
        }
        out.raw("\"");
    }
}
