package dev.retort.model;

import java.util.OptionalLong;

/** Reads {@code usage} as far as it can: a field may be missing, null, a number in quotes, or something else, which counts as missing. */
final class UsageReader {

    private final JsonCursor at;
    private OptionalLong prompt = OptionalLong.empty();
    private OptionalLong completion = OptionalLong.empty();
    private OptionalLong total = OptionalLong.empty();
    private OptionalLong cached = OptionalLong.empty();
    private OptionalLong reasoning = OptionalLong.empty();

    private UsageReader(JsonCursor at) {
        this.at = at;
    }

    /** Reads the value that comes next. */
    static Usage read(JsonCursor at) throws MalformedReplyException {
        if (at.kind() != '{') {
            at.skip();
            return Usage.NONE;
        }
        return new UsageReader(at).members();
    }

    private Usage members() throws MalformedReplyException {
        int start = at.start();
        at.enterObject();
        for (String name = at.nextName(); name != null; name = at.nextName()) {
            switch (name) {
                case "prompt_tokens" -> prompt = Tally.of(at.value());
                case "completion_tokens" -> completion = Tally.of(at.value());
                case "total_tokens" -> total = Tally.of(at.value());
                case "prompt_tokens_details", "completion_tokens_details" -> details();
                default -> at.skip();
            }
        }
        return new Usage(at.since(start), prompt, completion, total, cached, reasoning);
    }

    private void details() throws MalformedReplyException {
        if (at.kind() != '{') {
            at.skip();
            return;
        }
        at.enterObject();
        for (String name = at.nextName(); name != null; name = at.nextName()) {
            switch (name) {
                case "cached_tokens" -> cached = Tally.of(at.value());
                case "reasoning_tokens" -> reasoning = Tally.of(at.value());
                default -> at.skip();
            }
        }
    }
}
