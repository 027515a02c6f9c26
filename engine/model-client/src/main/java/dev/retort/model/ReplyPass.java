package dev.retort.model;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** One pass over the body of one reply. */
final class ReplyPass {

    private final SpanCursor at;
    private final JsonParser parser;
    private final List<Choice> choices = new ArrayList<>(1);
    private Usage usage = Usage.NONE;
    private @Nullable String model;
    private @Nullable JsonSpan error;
    private boolean listed;

    ReplyPass(SpanCursor at) {
        this.at = at;
        this.parser = at.parser;
    }

    ReplyParser.Parsed run() throws MalformedReplyException {
        parser.nextToken();
        int start = at.start();
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            JsonToken value = parser.nextToken();
            switch (name) {
                case "choices" -> choices(value);
                case "usage" -> usage = UsageReader.read(at);
                case "model" -> model = at.text();
                case "error" -> error = error(value);
                default -> parser.skipChildren();
            }
        }
        JsonSpan raw = at.since(start);
        if (parser.nextToken() != null) {
            throw new MalformedReplyException("invalid_body", "the response goes on after its JSON object");
        }
        if (error != null) {
            return new ReplyParser.Parsed(null, error);
        }
        if (choices.isEmpty()) {
            String what = listed ? "the response has no choices: " : "the response is JSON but no chat completion: ";
            throw new MalformedReplyException("no_choices", what + raw);
        }
        return new ReplyParser.Parsed(new ChatReply(raw, model, choices, usage), null);
    }

    private void choices(JsonToken value) throws MalformedReplyException {
        listed = true;
        choices.clear();
        if (value != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
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
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            JsonToken value = parser.nextToken();
            switch (name) {
                case "index" -> index = at.count();
                case "finish_reason" -> finish = at.text();
                case "message" -> message = message(value);
                default -> parser.skipChildren();
            }
        }
        if (message == null) {
            throw new MalformedReplyException("invalid_body", "a choice of the response has no message");
        }
        int number = (int) Math.min(index.orElse(choices.size()), Integer.MAX_VALUE);
        return new Choice(number, finish, at.since(start), message.raw, message.content, message.reasoning);
    }

    private @Nullable Message message(JsonToken value) {
        if (value != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return null;
        }
        int start = at.start();
        JsonSpan content = null;
        JsonSpan reasoning = null;
        JsonSpan reasoningContent = null;
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            JsonToken member = parser.nextToken();
            switch (name) {
                case "content" -> content = at.value();
                case "reasoning" -> reasoning = member == JsonToken.VALUE_NULL ? null : at.value();
                case "reasoning_content" -> reasoningContent = member == JsonToken.VALUE_NULL ? null : at.value();
                default -> parser.skipChildren();
            }
        }
        return new Message(at.since(start), content, reasoning != null ? reasoning : reasoningContent);
    }

    /** Servers that always send the member send null, false or an empty text when nothing is wrong. */
    private @Nullable JsonSpan error(JsonToken value) {
        boolean none = value == JsonToken.VALUE_NULL
                || value == JsonToken.VALUE_FALSE
                || (value == JsonToken.VALUE_STRING && parser.getString().isBlank());
        return none ? null : at.value();
    }

    private record Message(JsonSpan raw, @Nullable JsonSpan content, @Nullable JsonSpan reasoning) {}
}
