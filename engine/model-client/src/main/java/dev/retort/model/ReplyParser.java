package dev.retort.model;

/**
 * Reads the body of a 2xx response in one pass. Values are found, not decoded; unknown members are passed over; the whole must be
 * valid JSON in UTF-8 all the same, since its parts are copied into the user's files.
 */
final class ReplyParser {

    private ReplyParser() {}

    /** What stands in a body. */
    sealed interface Parsed {

        /** A reply. */
        record Reply(ChatReply reply) implements Parsed {}

        /** The {@code error} member that came instead. */
        record Refusal(JsonSpan error) implements Parsed {}
    }

    /**
     * Reads the body and keeps the array; line breaks in it become blanks.
     *
     * @throws MalformedReplyException as {@code truncated_body}, {@code invalid_body}, {@code empty_body} or {@code no_choices}
     */
    static Parsed parse(byte[] body, int length) throws MalformedReplyException {
        int start = begin(body, length);
        if (start == length) {
            throw new MalformedReplyException("empty_body", "the body of the response is empty");
        }
        if (body[start] != '{') {
            throw new MalformedReplyException(
                    "invalid_body", "the response is not a JSON object: " + ErrorBody.preview(body, start, length));
        }
        JsonCursor cursor = new JsonCursor(body, start, length);
        Parsed parsed = new ReplyPass(cursor).run();
        if (!Utf8.valid(body, start, length)) {
            throw new MalformedReplyException("invalid_body", "the response is not valid UTF-8");
        }
        if (cursor.brokeLine()) {
            joinLines(body, start, length);
        }
        return parsed;
    }

    /** Where the JSON begins: after a byte order mark and the blank lines that keep a queued request alive. */
    static int begin(byte[] body, int length) {
        int at = 0;
        if (length >= 3 && body[0] == (byte) 0xef && body[1] == (byte) 0xbb && body[2] == (byte) 0xbf) {
            at = 3;
        }
        while (at < length && (body[at] == ' ' || body[at] == '\n' || body[at] == '\r' || body[at] == '\t')) {
            at++;
        }
        return at;
    }

    /** In valid JSON a line break stands only between tokens, where a blank means the same. */
    private static void joinLines(byte[] body, int start, int length) {
        for (int i = start; i < length; i++) {
            if (body[i] == '\n' || body[i] == '\r') {
                body[i] = ' ';
            }
        }
    }
}
