package dev.retort.model;

import org.jspecify.annotations.Nullable;

/**
 * One of the {@code n} choices of a reply.
 *
 * @param index as sent, else its place in the array
 * @param finishReason {@code stop}, {@code length}, {@code tool_calls} …, when given
 * @param raw the whole choice, with its log probabilities and whatever else came
 * @param message the {@code message} object
 * @param content {@code message.content}: a string, an array of parts or null
 * @param reasoning {@code message.reasoning}, else {@code message.reasoning_content}, when it is not null
 * @param reasoningName which of the two it is; null without reasoning
 */
public record Choice(
        int index,
        @Nullable String finishReason,
        JsonSpan raw,
        JsonSpan message,
        @Nullable JsonSpan content,
        @Nullable JsonSpan reasoning,
        @Nullable String reasoningName) {

    /** Whether the content is there and is neither null, an empty string nor an empty array. */
    public boolean hasContent() {
        return content != null && !content.isNull() && content.length() > 2;
    }
}
