package dev.retort.plugins.distillation.prompt;

import dev.retort.jsonl.JsonBytes;

/** A JSON array of chat messages, in UTF-8, where it stands in some bytes: those of the record when it brings its messages. */
public final class Messages {

    private final byte[] source;
    private final int from;
    private final int to;

    /**
     * Wraps the bytes without a copy; they must not change.
     *
     * @param from of the opening bracket
     * @param to after the closing bracket
     */
    public Messages(byte[] source, int from, int to) {
        this.source = source;
        this.from = from;
        this.to = to;
    }

    /** All of these bytes. */
    public static Messages of(byte[] array) {
        return new Messages(array, 0, array.length);
    }

    /** Not a copy, and not to be changed. */
    public byte[] source() {
        return source;
    }

    public int from() {
        return from;
    }

    public int to() {
        return to;
    }

    /** The number of bytes. */
    public int length() {
        return to - from;
    }

    /** Writes the array without its closing bracket, and without a blank before that, so that a message can follow. */
    public void writeOpen(JsonBytes out) {
        int end = to - 1;
        while (source[end - 1] == ' ' || source[end - 1] == '\t') {
            end--;
        }
        out.raw(source, from, end);
    }
}
