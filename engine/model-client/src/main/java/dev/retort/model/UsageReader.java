package dev.retort.model;

import java.util.OptionalLong;
import tools.jackson.core.JsonToken;

/** Reads {@code usage} as far as it can: a field may be missing, null, a number in quotes, or something else, which counts as missing. */
final class UsageReader {

    private final SpanCursor at;
    private OptionalLong prompt = OptionalLong.empty();
    private OptionalLong completion = OptionalLong.empty();
    private OptionalLong total = OptionalLong.empty();
    private OptionalLong cached = OptionalLong.empty();
    private OptionalLong reasoning = OptionalLong.empty();

    private UsageReader(SpanCursor at) {
        this.at = at;
    }

    /** Reads the value that the cursor stands on. */
    static Usage read(SpanCursor at) {
        if (at.parser.currentToken() != JsonToken.START_OBJECT) {
            at.parser.skipChildren();
            return Usage.NONE;
        }
        return new UsageReader(at).members();
    }

    private Usage members() {
        int start = at.start();
        for (String name = at.parser.nextName(); name != null; name = at.parser.nextName()) {
            at.parser.nextToken();
            switch (name) {
                case "prompt_tokens" -> prompt = at.count();
                case "completion_tokens" -> completion = at.count();
                case "total_tokens" -> total = at.count();
                case "prompt_tokens_details", "completion_tokens_details" -> details();
                default -> at.parser.skipChildren();
            }
        }
        return new Usage(at.since(start), prompt, completion, total, cached, reasoning);
    }

    private void details() {
        if (at.parser.currentToken() != JsonToken.START_OBJECT) {
            at.parser.skipChildren();
            return;
        }
        for (String name = at.parser.nextName(); name != null; name = at.parser.nextName()) {
            at.parser.nextToken();
            switch (name) {
                case "cached_tokens" -> cached = at.count();
                case "reasoning_tokens" -> reasoning = at.count();
                default -> at.parser.skipChildren();
            }
        }
    }
}
