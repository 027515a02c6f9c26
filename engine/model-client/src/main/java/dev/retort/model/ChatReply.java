package dev.retort.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A chat completion, left in the bytes that came: every part is a span that can be copied out without encoding it again. The bytes
 * are those of the server, but for leading white space, which is cut, and line breaks between values, which are blanks here.
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

    public Choice first() {
        return choices.get(0);
    }
}
