package dev.retort.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A chat completion, left in the bytes that came: every part is a span that can be copied out without encoding it again. The bytes
 * are those of the server, but for leading white space, which is cut, and line breaks between values, which are blanks here. Of an answer that was streamed they are what the server would have sent without streaming.
 *
 * @param raw the whole JSON object
 * @param model the model that the server says answered
 * @param choices at least one
 * @param usage the tokens, as far as given
 */
public record ChatReply(JsonSpan raw, @Nullable String model, List<Choice> choices, Usage usage) {

    public ChatReply {
        choices = List.copyOf(choices);
    }

    /**
     * Reads a chat completion that was stored, or put together from stored parts.
     *
     * @param json one JSON object in UTF-8; the array is kept, and line breaks between its values become blanks
     * @throws MalformedReplyException when it is no chat completion, or an {@code error} takes its place
     */
    public static ChatReply parse(byte[] json) throws MalformedReplyException {
        ReplyParser.Parsed parsed = ReplyParser.parse(json, json.length);
        if (parsed instanceof ReplyParser.Parsed.Reply found) {
            return found.reply();
        }
        JsonSpan error = ((ReplyParser.Parsed.Refusal) parsed).error();
        throw new MalformedReplyException(
                "error_in_response", "there is an error in place of a chat completion: " + error);
    }

    public Choice first() {
        return choices.get(0);
    }
}
