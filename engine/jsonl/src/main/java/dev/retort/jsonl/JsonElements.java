package dev.retort.jsonl;

import java.nio.charset.StandardCharsets;

/**
 * Walks over the elements of an array that lies in a {@link JsonRecord}, and builds nothing: {@code while (elements.next())}. The
 * bytes are known to be valid JSON, and must not change meanwhile.
 */
public final class JsonElements {

    private final byte[] bytes;
    private int from;
    private int to;

    /**
     * Stands before the first element.
     *
     * @param bracket where the array begins
     * @throws IllegalArgumentException when no array begins there
     */
    public JsonElements(byte[] bytes, int bracket) {
        if (bytes[bracket] != '[') {
            throw new IllegalArgumentException("no array begins at " + bracket);
        }
        this.bytes = bytes;
        this.to = bracket;
    }

    /** Goes to the next element; false when there is none. */
    public boolean next() {
        int at = JsonScanner.whitespace(bytes, to, bytes.length);
        if (bytes[at] == ']') {
            return false; // asked again at the end
        }
        from = JsonScanner.whitespace(bytes, at + 1, bytes.length); // behind the bracket or a comma
        if (bytes[from] == ']') {
            to = from;
            return false;
        }
        try {
            to = JsonScanner.value(bytes, from, bytes.length, 0);
        } catch (JsonRecordException e) {
            throw new IllegalArgumentException("no valid JSON: " + e.getMessage(), e);
        }
        return true;
    }

    /** Where the element starts. */
    public int from() {
        return from;
    }

    /** Where the element ends. */
    public int to() {
        return to;
    }

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
