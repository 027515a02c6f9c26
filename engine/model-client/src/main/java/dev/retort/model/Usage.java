package dev.retort.model;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that a reply was billed for. Every field may be missing, as the whole may be.
 *
 * @param raw the {@code usage} object as sent
 * @param prompt {@code prompt_tokens}
 * @param completion {@code completion_tokens}
 * @param total {@code total_tokens}
 * @param cached {@code prompt_tokens_details.cached_tokens}
 * @param reasoning {@code completion_tokens_details.reasoning_tokens}
 */
public record Usage(
        @Nullable JsonSpan raw,
        OptionalLong prompt,
        OptionalLong completion,
        OptionalLong total,
        OptionalLong cached,
        OptionalLong reasoning) {

    static final Usage NONE = new Usage(
            null,
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty());
}
