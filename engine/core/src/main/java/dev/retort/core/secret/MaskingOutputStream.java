package dev.retort.core.secret;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Masks secrets in bytes on their way, such as the output of a child process, wherever the chunks are cut. Lines go out whole;
 * {@link #flush()} lets out what is there of an unfinished line, except for an end that may be the beginning of a secret. Bytes
 * that are no secret go through untouched, whatever their encoding.
 */
public final class MaskingOutputStream extends OutputStream {

    private static final int LONGEST_LINE = 1 << 16;

    private final OutputStream out;
    private final Masker masker;
    private final StringBuilder pending = new StringBuilder(); // each char a byte

    public MaskingOutputStream(OutputStream out, Masker masker) {
        super();
        this.out = out;
        this.masker = masker;
    }

    @Override
    public synchronized void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        if (masker.isEmpty()) {
            out.write(bytes, offset, length);
            return;
        }
        for (int from = offset; from < offset + length; from += LONGEST_LINE) {
            int size = Math.min(LONGEST_LINE, offset + length - from);
            pending.append(new String(bytes, from, size, StandardCharsets.ISO_8859_1));
            int lines = pending.lastIndexOf("\n") + 1;
            if (lines > 0 && !masker.spansLines()) {
                release(lines);
            } else if (lines > 0) {
                release(masker.openFrom(pending.toString()));
            } else if (pending.length() > LONGEST_LINE) {
                release(masker.openFrom(pending.toString()));
            }
        }
    }

    @Override
    public synchronized void flush() throws IOException {
        release(masker.openFrom(pending.toString()));
        out.flush();
    }

    /** Lets everything out, masked, and closes the stream behind. */
    @Override
    public synchronized void close() throws IOException {
        try (out) {
            release(pending.length());
        }
    }

    private void release(int length) throws IOException {
        if (length > 0) {
            out.write(masker.mask(pending.substring(0, length)).getBytes(StandardCharsets.ISO_8859_1));
            pending.delete(0, length);
        }
    }
}
