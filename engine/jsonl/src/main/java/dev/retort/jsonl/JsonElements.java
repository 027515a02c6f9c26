package dev.retort.jsonl;

import java.nio.charset.StandardCharsets;

/**
 * Goes through the elements of one JSON array in their order: after each {@link #next()} that returned true, an element lies in the
 * bytes from {@link #from()} to {@link #to()}. The array must be known to be valid, as one in a {@link JsonRecord} is. For one thread.
 */
public final class JsonElements {

    private final byte[] bytes;
    private final int end;
    private int at;
    private int from;
    private int to;
    private boolean over;

    private JsonElements(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.end = end;
        this.at = JsonScanner.whitespace(bytes, start, end);
        if (at >= end || bytes[at] != '[') {
            throw new IllegalArgumentException("no array starts at " + start);
        }
    }

    /** Before the first element of the array that starts there, wherever it ends. */
    public JsonElements(byte[] bytes, int start) {
        this(bytes, start, bytes.length);
    }

    /**
     * Before the first element of the array that lies in the range.
     *
     * @throws IllegalArgumentException when it is no array
     */
    public static JsonElements of(byte[] bytes, int from, int to) {
        return new JsonElements(bytes, from, to);
    }

    /**
     * Moves on to the next element.
     *
     * @return false when there is none
     * @throws IllegalArgumentException when the array is not valid
     */
    public boolean next() {
        if (over) {
            return false;
        }
        try {
            int next = JsonScanner.whitespace(bytes, at + 1, end);
            if (bytes[at] == '[' && next < end && bytes[next] == ']') {
                over = true;
                return false;
            }
            from = next;
            to = JsonScanner.value(bytes, from, end, 1);
            at = JsonScanner.afterElement(bytes, to, end);
            over = bytes[at] == ']';
            return true;
        } catch (JsonRecordException e) {
            throw new IllegalArgumentException("no valid array", e);
        }
    }

    /** Where the element starts. */
    public int from() {
        return from;
    }

    /** Where the element ends. */
    public int to() {
        return to;
    }

    /** The kind of the element. */
    public JsonKind kind() {
        return JsonKind.of(bytes[from]);
    }

    /** The element as text: a string without its quotes and escapes, any other value as it is written. */
    public String text() {
        return kind() == JsonKind.STRING
                ? JsonStrings.decode(bytes, from + 1, to - 1)
                : new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
}
