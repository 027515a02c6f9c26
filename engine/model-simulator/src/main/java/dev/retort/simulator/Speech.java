package dev.retort.simulator;

/** What one choice of a streamed reply says, ready for the inside of JSON strings, and how far it has come. */
final class Speech {

    private final byte[] reasoning;
    private final byte[] content;
    private final byte[] finishReason;
    private boolean thinking;
    private int from;
    private int to;

    Speech(byte[] reasoning, byte[] content, byte[] finishReason) {
        this.reasoning = reasoning;
        this.content = content;
        this.finishReason = finishReason;
        thinking = reasoning.length > 0;
    }

    byte[] finishReason() {
        return finishReason;
    }

    /** How many pieces it is said in. */
    int pieces() {
        return pieces(reasoning) + pieces(content);
    }

    /** Goes to the next piece; false when all is said. */
    boolean next() {
        if (thinking && to == reasoning.length) {
            thinking = false;
            to = 0;
        }
        from = to;
        to = end(text(), from);
        return to > from;
    }

    /** Whether the piece is of the reasoning. */
    boolean thinking() {
        return thinking;
    }

    byte[] text() {
        return thinking ? reasoning : content;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    /** Where a piece ends that begins there: a token's length on, and never within a character or an escape. */
    static int end(byte[] json, int from) {
        return end(json, from, json.length);
    }

    static int end(byte[] json, int from, int end) {
        int at = from;
        while (at < end && at - from < Tokens.BYTES) {
            at += width(json, at);
        }
        return Math.min(at, end);
    }

    private static int pieces(byte[] json) {
        int count = 0;
        for (int at = 0; at < json.length; at = end(json, at)) {
            count++;
        }
        return count;
    }

    /** The length of the character or escape. */
    private static int width(byte[] json, int at) {
        byte first = json[at];
        if (first == '\\') {
            return at + 1 < json.length && json[at + 1] == 'u' ? 6 : 2;
        }
        if (first >= 0) {
            return 1;
        }
        return (first & 0xE0) == 0xC0 ? 2 : (first & 0xF0) == 0xE0 ? 3 : 4;
    }
}
