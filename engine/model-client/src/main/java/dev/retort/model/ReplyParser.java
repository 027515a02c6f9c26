package dev.retort.model;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.UnexpectedEndOfInputException;

/**
 * Reads the body of a 2xx response in one pass. Values are found, not decoded; unknown members are passed over; the whole must be
 * valid JSON all the same, since its parts are copied into the user's files.
 */
final class ReplyParser {

    private static final int LONGEST_CUT_WORD = 5;

    private ReplyParser() {}

    /** What stands in a body: a reply, or the {@code error} member that came instead. */
    record Parsed(@Nullable ChatReply reply, @Nullable JsonSpan error) {}

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
        if (body[start] != '{' || (start + 1 < length && body[start + 1] == 0)) {
            throw new MalformedReplyException(
                    "invalid_body", "the response is not a JSON object: " + ErrorBody.preview(body, start, length));
        }
        try (JsonParser parser = Json.parser(body, start, length - start)) {
            SpanCursor cursor = new SpanCursor(parser, body, start);
            Parsed parsed = new ReplyPass(cursor).run();
            if (!Utf8.valid(body, start, length)) {
                throw new MalformedReplyException("invalid_body", "the response is not valid UTF-8");
            }
            if (cursor.severalLines()) {
                joinLines(body, start, length);
            }
            return parsed;
        } catch (JacksonException e) {
            throw malformed(e, body, start, length);
        }
    }

    private static MalformedReplyException malformed(JacksonException e, byte[] body, int start, int length) {
        long where = e.getLocation() == null ? 0 : start + e.getLocation().getByteOffset();
        // A word or number that is cut short is an error of its own to the parser.
        if (e instanceof UnexpectedEndOfInputException || where >= length - LONGEST_CUT_WORD) {
            return new MalformedReplyException(
                    "truncated_body", "the response breaks off after " + Wording.number(length) + " bytes");
        }
        return new MalformedReplyException(
                "invalid_body",
                "the response is not valid JSON (" + e.getOriginalMessage() + "): "
                        + ErrorBody.preview(body, start, length));
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
