package dev.retort.model;

import java.io.IOException;
import java.util.Arrays;
import okhttp3.ResponseBody;
import okio.BufferedSource;

/** Reads the body of a response into memory, up to a limit. */
final class BodyReader {

    private static final int FIRST = 8 * 1024;
    private static final int LARGEST_FIRST = 1024 * 1024;

    private byte[] bytes = new byte[0];
    private int length;

    /**
     * Reads on until the end of the body or the limit.
     *
     * @return whether the body fitted
     */
    boolean read(ResponseBody body, long limit, Attempt attempt) throws IOException {
        BufferedSource source = body.source();
        long announced = body.contentLength();
        // What is announced need not be true: the rest is asked for as it comes.
        return fill(source, limit, announced > 0 ? (int) Math.min(announced, LARGEST_FIRST) : FIRST, attempt);
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    private boolean fill(BufferedSource source, long limit, int expected, Attempt attempt) throws IOException {
        bytes = new byte[(int) Math.min(limit, expected)];
        while (true) {
            if (length == bytes.length) {
                if (source.exhausted()) {
                    return true;
                }
                if (length >= limit) {
                    return false;
                }
                bytes = Arrays.copyOf(bytes, (int) Math.min(limit, Math.max(FIRST, 2L * length)));
            }
            int read = source.read(bytes, length, bytes.length - length);
            if (read < 0) {
                return true;
            }
            length += read;
            attempt.progress();
        }
    }
}
