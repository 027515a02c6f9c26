package dev.retort.model;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One choice of a reply that is streamed. */
final class StreamedChoice {

    private static final JsonSpan ASSISTANT = JsonSpan.of("\"assistant\"");

    private final long index;
    private final Map<String, StreamedValue> others = new LinkedHashMap<>();
    private final StreamedValue logprobs = new StreamedValue();
    private StreamedValue message = new StreamedValue();
    private @Nullable String finish;

    StreamedChoice(long index) {
        this.index = index;
    }

    boolean finished() {
        return finish != null;
    }

    /**
     * Takes a member of what a chunk says about this choice.
     *
     * @return whether there is text in it
     */
    boolean add(String name, JsonSpan value) throws MalformedReplyException {
        switch (name) {
            case "index" -> {}
            case "delta" -> {
                return delta(value);
            }
            case "message" -> {
                return whole(value);
            }
            case "logprobs" -> logprobs.add(name, value);
            case "finish_reason" -> finish = value.isString() && value.length() > 2 ? value.text() : finish;
            default -> other(name, value);
        }
        return false;
    }

    void writeTo(GrowingBytes out) {
        out.ascii("{\"index\":" + index + ",\"message\":");
        if (!message.hasMember("role")) {
            message.member("role").set(ASSISTANT);
        }
        // Without streaming the member is always there.
        message.member("content");
        message.writeTo(out);
        logprobs.writeTo(out.ascii(",\"logprobs\":"));
        others.forEach((name, value) ->
                value.writeTo(out.ascii(",").add(Json.quoted(name)).ascii(":")));
        out.ascii(",\"finish_reason\":");
        String reason = finish;
        if (reason == null) {
            out.ascii("null}");
        } else {
            out.add(Json.quoted(reason)).ascii("}");
        }
    }

    private boolean delta(JsonSpan delta) throws MalformedReplyException {
        if (delta.source()[delta.start()] != '{') {
            return false;
        }
        boolean token = false;
        JsonCursor at = delta.cursor();
        at.enterObject();
        for (String name = at.nextName(); name != null; name = at.nextName()) {
            String whole = name.isEmpty() ? at.longName() : name;
            JsonSpan value = at.value();
            message.member(whole).add(whole, value);
            token |= !whole.equals("role") && says(value);
        }
        return token;
    }

    /** Some servers send the whole message in the end, over all that they sent before. */
    private boolean whole(JsonSpan value) throws MalformedReplyException {
        if (value.source()[value.start()] == '{') {
            message = new StreamedValue();
        }
        return delta(value);
    }

    private void other(String name, JsonSpan value) {
        StreamedValue present = others.computeIfAbsent(name, each -> new StreamedValue());
        if (!value.isNull()) {
            present.set(value);
        }
    }

    /** Whether it is more than null, {@code ""}, {@code []} or <code>{}</code>. */
    private static boolean says(JsonSpan value) {
        return !value.isNull() && value.length() > 2;
    }
}
