package dev.retort.model;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import tools.jackson.core.JsonParser;

/**
 * One JSON value where it stands in the bytes that the server sent. It is valid JSON in UTF-8 without a line break, so it can be
 * copied into a line of a JSONL file as it is.
 */
public final class JsonSpan {

    private final byte[] source;
    private final int start;
    private final int end;

    JsonSpan(byte[] source, int start, int end) {
        this.source = source;
        this.start = start;
        this.end = end;
    }

    static JsonSpan of(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return new JsonSpan(bytes, 0, bytes.length);
    }

    JsonCursor cursor() {
        return new JsonCursor(source, start, end);
    }

    /** The bytes that the value stands in, from {@link #start()} to before {@link #end()}; not a copy, and not to be changed. */
    public byte[] source() {
        return source;
    }

    public int start() {
        return start;
    }

    public int end() {
        return end;
    }

    /** The number of bytes. */
    public int length() {
        return end - start;
    }

    public boolean isNull() {
        return source[start] == 'n';
    }

    public boolean isString() {
        return source[start] == '"';
    }

    public byte[] toByteArray() {
        return Arrays.copyOfRange(source, start, end);
    }

    public void writeTo(OutputStream out) throws IOException {
        out.write(source, start, end - start);
    }

    /**
     * The text of a JSON string.
     *
     * @throws IllegalStateException when the value is no string
     */
    public String text() {
        if (!isString()) {
            throw new IllegalStateException("not a JSON string: " + this);
        }
        if (!escaped()) {
            return new String(source, start + 1, length() - 2, StandardCharsets.UTF_8);
        }
        try (JsonParser parser = Json.parser(source, start, length())) {
            parser.nextToken();
            return parser.getString();
        }
    }

    private boolean escaped() {
        for (int i = start; i < end; i++) {
            if (source[i] == '\\') {
                return true;
            }
        }
        return false;
    }

    /** The JSON, cut after 200 bytes. */
    @Override
    public String toString() {
        int shown = Math.min(length(), 200);
        return new String(source, start, shown, StandardCharsets.UTF_8) + (shown < length() ? "…" : "");
    }
}
