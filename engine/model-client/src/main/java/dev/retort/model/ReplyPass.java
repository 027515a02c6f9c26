package dev.retort.model;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One pass over the body of one reply. */
final class ReplyPass {

    private final JsonCursor at;
    private final List<Choice> choices = new ArrayList<>(1);
    private Usage usage = Usage.NONE;
    private @Nullable String model;
    private @Nullable JsonSpan error;
    private boolean listed;

    ReplyPass(JsonCursor at) {
        this.at = at;
    }

    ReplyParser.Parsed run() throws MalformedReplyException {
        int start = at.start();
        at.enterObject();
        for (String name = at.nextName(); name != null; name = at.nextName()) {
            switch (name) {
                case "choices" -> choices();
                case "usage" -> usage = UsageReader.read(at);
                case "model" -> model = at.text();
                case "error" -> error = present(at.value());
                default -> at.skip();
            }
        }
        JsonSpan raw = at.since(start);
        if (!at.atEnd()) {
            throw new MalformedReplyException("invalid_body", "the response goes on after its JSON object");
        }
        if (error != null) {
            return new ReplyParser.Parsed.Refusal(error);
        }
        if (choices.isEmpty()) {
            String what = listed ? "the response has no choices: " : "the response is JSON but no chat completion: ";
            throw new MalformedReplyException("no_choices", what + raw);
        }
        return new ReplyParser.Parsed.Reply(new ChatReply(raw, model, choices, usage));
    }

    private void choices() throws MalformedReplyException {
        listed = true;
        choices.clear();
        if (at.kind() != '[') {
            at.skip();
            return;
        }
        at.enterArray();
        while (at.nextElement()) {
            if (at.kind() != '{') {
                throw new MalformedReplyException("invalid_body", "a choice of the response is not a JSON object");
            }
            choices.add(choice());
        }
    }

    private Choice choice() throws MalformedReplyException {
        int start = at.start();
        OptionalLong index = OptionalLong.empty();
        String finish = null;
        Message message = null;
        at.enterObject();
        for (String name = at.nextName(); name != null; name = at.nextName()) {
            switch (name) {
                case "index" -> index = Tally.of(at.value());
                case "finish_reason" -> finish = at.text();
                case "message" -> message = message();
                default -> at.skip();
            }
        }
        if (message == null) {
            throw new MalformedReplyException("invalid_body", "a choice of the response has no message");
        }
        int number = (int) Math.min(index.orElse(choices.size()), Integer.MAX_VALUE);
        return new Choice(
                number,
                finish,
                at.since(start),
                message.raw,
                message.content,
                message.reasoning,
                message.reasoningName());
    }

    private @Nullable Message message() throws MalformedReplyException {
        if (at.kind() != '{') {
            at.skip();
            return null;
        }
        int start = at.start();
        JsonSpan content = null;
        JsonSpan reasoning = null;
        JsonSpan reasoningContent = null;
        at.enterObject();
        for (String name = at.nextName(); name != null; name = at.nextName()) {
            switch (name) {
                case "content" -> content = at.value();
                case "reasoning" -> reasoning = at.value();
                case "reasoning_content" -> reasoningContent = at.value();
                default -> at.skip();
            }
        }
        JsonSpan raw = at.since(start);
        if (given(reasoning)) {
            return new Message(raw, content, reasoning, "reasoning");
        }
        return given(reasoningContent)
                ? new Message(raw, content, reasoningContent, "reasoning_content")
                : new Message(raw, content, null, null);
    }

    private static boolean given(@Nullable JsonSpan value) {
        return value != null && !value.isNull();
    }

    /** Servers that always send the member send null, false or an empty text when nothing is wrong. */
    static @Nullable JsonSpan present(JsonSpan error) {
        boolean none = error.isNull()
                || error.source()[error.start()] == 'f'
                || (error.isString() && error.text().isBlank());
        return none ? null : error;
    }

    private record Message(
            JsonSpan raw, @Nullable JsonSpan content, @Nullable JsonSpan reasoning, @Nullable String reasoningName) {}
}
