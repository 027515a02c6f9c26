package dev.retort.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts the chunks of a stream together to the JSON that the server would have sent without streaming: one {@code chat.completion}. What is
 * said once ({@code id}, {@code created}, {@code model}, {@code system_fingerprint}) is taken from the first chunk that says it, of all
 * else at the top the last counts.
 */
final class StreamedReply {

    private static final Set<String> SAID_ONCE = Set.of("id", "created", "model", "system_fingerprint");
    private static final Set<String> NOTHING = Set.of("null", "\"\"", "0");
    private static final int MOST_CHOICES = 1_024;
    private static final byte[] DONE = {'[', 'D', 'O', 'N', 'E', ']'};

    private final long largest;
    private final Map<String, StreamedValue> tops = new LinkedHashMap<>();
    private final Map<Long, StreamedChoice> choices = new TreeMap<>();
    private final StreamedValue usage = new StreamedValue();
    private final List<String> names = new ArrayList<>();
    private final List<JsonSpan> values = new ArrayList<>();
    private long kept;
    private boolean done;
    private boolean token;
    private @Nullable JsonSpan error;

    /** @param largest the most bytes that are kept, counted as they come */
    StreamedReply(long largest) {
        this.largest = largest;
    }

    /** Takes the data of one event: a chunk, {@code [DONE]}, or both when the line between them is missing. */
    void add(byte[] data, int length) throws MalformedReplyException {
        if (!Utf8.valid(data, 0, length)) {
            throw new MalformedReplyException("invalid_body", "an event of the stream is not valid UTF-8");
        }
        JsonCursor at = new JsonCursor(data, 0, length);
        int start = 0;
        try {
            while (!done && !at.atEnd()) {
                start = at.start();
                if (isDone(data, start, length)) {
                    done = true;
                } else {
                    chunk(at);
                }
            }
        } catch (MalformedReplyException e) {
            throw new MalformedReplyException(
                    "invalid_body", "an event of the stream is no chunk: " + ErrorBody.preview(data, start, length));
        }
    }

    /** Takes the data of an event that is named {@code error}. */
    void fail(byte[] data, int length) {
        try {
            add(data, length);
        } catch (MalformedReplyException e) {
            // Then it is a text, and not one of the objects below.
        }
        if (error == null) {
            ErrorBody words = ErrorBody.read(data, length);
            Map<String, String> members = new LinkedHashMap<>();
            members.put("message", words.message());
            members.put("type", words.type());
            members.put("code", words.code());
            error = JsonSpan.of(Json.object(members));
        }
    }

    /** Whether the server said that this is all, or that something went wrong. */
    boolean over() {
        return done || error != null;
    }

    /** Whether there is text. */
    boolean token() {
        return token;
    }

    /** Whether every choice that began has come to its end. */
    boolean finished() {
        return !choices.isEmpty() && choices.values().stream().allMatch(StreamedChoice::finished);
    }

    boolean tooLarge() {
        return kept > largest;
    }

    /** All that came, or the error that came, as one JSON object. */
    byte[] json() {
        GrowingBytes out = new GrowingBytes((int) Math.min(Math.max(kept, 512), 1 << 20));
        JsonSpan failure = error;
        if (failure != null) {
            out.ascii("{\"error\":").add(failure.source(), failure.start(), failure.end());
            return out.ascii("}").toByteArray();
        }
        out.ascii("{");
        tops.forEach((name, value) ->
                value.writeTo(out.add(Json.quoted(name)).ascii(":")).ascii(","));
        out.ascii("\"object\":\"chat.completion\",\"choices\":[");
        String before = "";
        for (StreamedChoice choice : choices.values()) {
            choice.writeTo(out.ascii(before));
            before = ",";
        }
        out.ascii("]");
        if (!usage.isNull()) {
            usage.writeTo(out.ascii(",\"usage\":"));
        }
        return out.ascii("}").toByteArray();
    }

    private void chunk(JsonCursor at) throws MalformedReplyException {
        at.enterObject();
        for (String name = at.nextName(); name != null; name = at.nextName()) {
            String whole = name.isEmpty() ? at.longName() : name;
            switch (whole) {
                case "choices" -> choices(at);
                case "usage" -> usage(at.value());
                case "error" -> error = error == null ? copy(ReplyPass.present(at.value())) : error;
                // The latter is padding against those who listen to the lengths of chunks.
                case "object", "obfuscation" -> at.skip();
                default -> top(whole, at.value());
            }
        }
    }

    private void choices(JsonCursor at) throws MalformedReplyException {
        if (at.kind() != '[') {
            at.skip();
            return;
        }
        at.enterArray();
        for (int place = 0; at.nextElement(); place++) {
            choice(at, place);
        }
    }

    /** A choice is known by its index, which may come behind what it says. */
    private void choice(JsonCursor at, int place) throws MalformedReplyException {
        int start = at.start();
        long index = place;
        names.clear();
        values.clear();
        at.enterObject();
        for (String name = at.nextName(); name != null; name = at.nextName()) {
            names.add(name.isEmpty() ? at.longName() : name);
            JsonSpan value = at.value();
            values.add(value);
            if (name.equals("index")) {
                index = Tally.of(value).orElse(place);
            }
        }
        kept += at.since(start).length();
        StreamedChoice choice = choices.computeIfAbsent(index, StreamedChoice::new);
        for (int i = 0; i < names.size(); i++) {
            token |= choice.add(names.get(i), values.get(i));
        }
        if (choices.size() > MOST_CHOICES) {
            throw new MalformedReplyException("invalid_body", "too many choices");
        }
    }

    private void usage(JsonSpan value) {
        if (!value.isNull()) {
            usage.set(value);
        }
    }

    private void top(String name, JsonSpan value) {
        StreamedValue present = tops.computeIfAbsent(name, each -> new StreamedValue());
        boolean nothing = value.length() <= 4 && NOTHING.contains(value.toString());
        if (!nothing && (present.isNull() || !SAID_ONCE.contains(name))) {
            kept += value.length();
            present.set(value);
        }
    }

    private static boolean isDone(byte[] data, int start, int length) {
        int end = Math.min(start + DONE.length, length);
        return java.util.Arrays.equals(data, start, end, DONE, 0, DONE.length);
    }

    private static @Nullable JsonSpan copy(@Nullable JsonSpan span) {
        return span == null ? null : new JsonSpan(span.toByteArray(), 0, span.length());
    }
}
