package dev.retort.jsonl;

import java.nio.charset.StandardCharsets;

/**
 * Finds the identity of a record at the end of its line without reading the line: the value that follows the last occurrence of a
 * marker such as <code>"generation":&#123;"record_id":</code>. Quotes inside of strings are escaped, so the marker is never found in text.
 *
 * <p>What is found is good for a line that this package has written and that {@link LineScanner#hasControlBytes()} does not accuse.
 * For one thread.
 */
public final class TailId {

    private final byte[] marker;
    private int from;
    private int to;

    /**
     * Takes what to look for.
     *
     * @param marker ASCII that stands right before the identity; it starts with a quote and ends with a colon
     */
    public TailId(String marker) {
        if (marker.length() < 4 || !marker.startsWith("\"") || !marker.endsWith(":")) {
            throw new IllegalArgumentException("a marker starts with a quote and ends with a colon: " + marker);
        }
        this.marker = marker.getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Looks from the end of a line.
     *
     * @return false when the line does not end with a brace, has no marker, or no string or number behind it
     */
    public boolean find(byte[] buffer, int lineFrom, int lineTo) {
        if (lineTo - lineFrom < marker.length + 2 || buffer[lineTo - 1] != '}') {
            return false;
        }
        int at = lastMarker(buffer, lineFrom, lineTo - 1);
        if (at < lineFrom) {
            return false;
        }
        from = at + marker.length;
        to = buffer[from] == '"' ? stringEnd(buffer, from + 1, lineTo) : numberEnd(buffer, from, lineTo);
        return to > from && (buffer[to] == ',' || buffer[to] == '}');
    }

    private int lastMarker(byte[] buffer, int lineFrom, int lineTo) {
        byte first = marker[1];
        byte colon = marker[marker.length - 1];
        int at = lineTo - marker.length;
        for (; at >= lineFrom; at--) {
            if (buffer[at] == '"' && buffer[at + 1] == first && buffer[at + marker.length - 1] == colon) {
                int i = 2;
                while (i < marker.length && buffer[at + i] == marker[i]) {
                    i++;
                }
                if (i == marker.length && (at == lineFrom || buffer[at - 1] != '\\')) {
                    return at;
                }
            }
        }
        return -1;
    }

    private static int stringEnd(byte[] buffer, int from, int to) {
        for (int at = from; at < to - 1; at++) {
            if (buffer[at] == '"') {
                return at + 1;
            }
            if (buffer[at] == '\\') {
                at++;
            }
        }
        return -1;
    }

    private static int numberEnd(byte[] buffer, int from, int to) {
        int at = from;
        while (at < to && ((buffer[at] >= '0' && buffer[at] <= '9') || "+-.eE".indexOf(buffer[at]) >= 0)) {
            at++;
        }
        return at;
    }

    /** Where the raw token that was found starts, its opening quote included. */
    public int from() {
        return from;
    }

    /** Where the raw token that was found ends, its closing quote included. */
    public int to() {
        return to;
    }
}
