package dev.retort.plugins.distillation.reuse;

import dev.retort.jsonl.JsonBytes;
import dev.retort.jsonl.JsonElements;
import dev.retort.jsonl.JsonKind;
import dev.retort.jsonl.JsonMembers;
import dev.retort.jsonl.JsonRecord;
import dev.retort.jsonl.JsonRecordException;
import dev.retort.jsonl.MemberNames;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of an earlier output, taken apart by the places of its members, for they may have any name: {@code generation} is the last
 * member that begins with {@code record_id}; before it stand {@code response} and {@code final_messages}, or the members of an answer by
 * itself.
 */
public final class StoredLine {

    private static final MemberNames GENERATION = MemberNames.of("generation");
    private static final MemberNames MEMBERS =
            MemberNames.of("record_id", "request", "model", "finish_reason", "usage", "choices", "reply", "repairs");
    private static final int RECORD_ID = 0;
    private static final int REQUEST = 1;
    private static final int MODEL = 2;
    private static final int FINISH_REASON = 3;
    private static final int USAGE = 4;
    private static final int CHOICES = 5;
    private static final int REPLY = 6;
    private static final int REPAIRS = 7;

    private static final int MOST_DIGITS = 4;

    /** Where the answer stands among the members of an answer by itself. */
    private static final int ANSWER = 3;
    /** How many members it has before {@code generation}, and with reasoning one more. */
    private static final int ANSWER_MEMBERS = 5;

    private final byte[] bytes;
    private final List<Span> before;
    private final JsonRecord generation;

    private StoredLine(byte[] bytes, List<Span> before, JsonRecord generation) {
        this.bytes = bytes;
        this.before = before;
        this.generation = generation;
    }

    private record Span(int from, int to) {}

    /** The fingerprint that a line holds; null when it holds none or is damaged. */
    static @Nullable RequestFingerprint request(byte[] bytes, int from, int to) {
        try {
            JsonRecord record = JsonRecord.parse(bytes, from, to, GENERATION);
            if (record.has(0) && record.kind(0) == JsonKind.OBJECT) {
                RequestFingerprint found = request(generation(bytes, record.valueFrom(0), record.valueTo(0)));
                if (found != null) {
                    return found;
                }
            }
            StoredLine line = of(bytes, from, to);
            return line == null ? null : request(line.generation);
        } catch (JsonRecordException e) {
            return null;
        }
    }

    /**
     * Takes a line apart; null when it has no member {@code generation}.
     *
     * @throws JsonRecordException when it is no JSON object
     */
    public static @Nullable StoredLine of(byte[] bytes, int from, int to) throws JsonRecordException {
        JsonRecord record = JsonRecord.parse(bytes, from, to, MemberNames.of());
        List<Span> members = new ArrayList<>();
        int at = -1;
        JsonMembers each = JsonMembers.of(record);
        while (each.next()) {
            if (each.kind() == JsonKind.OBJECT) {
                JsonMembers inner = JsonMembers.of(bytes, each.valueFrom(), each.valueTo());
                if (inner.next() && inner.isNamed("record_id")) {
                    at = members.size();
                }
            }
            members.add(new Span(each.valueFrom(), each.valueTo()));
        }
        if (at < 2) {
            return null;
        }
        Span found = members.get(at);
        return new StoredLine(bytes, members.subList(0, at), generation(bytes, found.from, found.to));
    }

    private static JsonRecord generation(byte[] bytes, int from, int to) throws JsonRecordException {
        return JsonRecord.parse(bytes, from, to, MEMBERS);
    }

    private static @Nullable RequestFingerprint request(JsonRecord generation) {
        if (!generation.has(REQUEST) || generation.kind(REQUEST) != JsonKind.STRING) {
            return null;
        }
        try {
            return RequestFingerprint.parse(generation.text(REQUEST));
        } catch (IllegalArgumentException e) {
            return null; // a member of that name that is not ours
        }
    }

    /** Whether the line answers this request. */
    boolean answers(RequestFingerprint request) {
        return request.equals(request(generation));
    }

    String recordId() {
        return new String(generation.raw(RECORD_ID), StandardCharsets.UTF_8);
    }

    /** How often the model was asked to mend the answer. */
    int repairs() {
        boolean number = generation.has(REPAIRS)
                && generation.kind(REPAIRS) == JsonKind.NUMBER
                && generation.valueTo(REPAIRS) - generation.valueFrom(REPAIRS) <= MOST_DIGITS;
        try {
            return number ? Integer.parseInt(new String(generation.raw(REPAIRS), StandardCharsets.US_ASCII)) : 0;
        } catch (NumberFormatException e) {
            return 0; // a member of that name that is not ours
        }
    }

    /** A chat completion like the one that came then; null when the line does not hold the answer. */
    byte @Nullable [] reply() {
        JsonBytes message = message();
        if (message == null) {
            return null;
        }
        JsonBytes out = new JsonBytes(2 * message.size() + 256).raw("{");
        if (generation.has(REPLY) && generation.kind(REPLY) == JsonKind.OBJECT && !generation.isEmpty(REPLY)) {
            out.raw(bytes, generation.valueFrom(REPLY) + 1, generation.valueTo(REPLY) - 1)
                    .raw(",");
        }
        out.raw("\"model\":");
        value(out, MODEL);
        out.raw(",\"choices\":[");
        if (generation.has(CHOICES) && generation.kind(CHOICES) == JsonKind.ARRAY && !generation.isEmpty(CHOICES)) {
            choices(out, message);
        } else {
            out.raw("{\"index\":0,\"message\":").raw(message).raw(",\"finish_reason\":");
            value(out, FINISH_REASON);
            out.raw("}");
        }
        out.raw("],\"usage\":");
        value(out, USAGE);
        return out.raw("}").toByteArray();
    }

    /** Whether the message of the assistant says nothing at all: no content, no reasoning, no call of a tool. */
    public boolean isEmpty() {
        JsonBytes message = message();
        if (message == null) {
            return true;
        }
        JsonMembers members = JsonMembers.of(message.array(), 0, message.size());
        while (members.next()) {
            if (!members.isNamed("role") && !members.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** The choices as they are; one that was kept without its message gets that of the answer. */
    private void choices(JsonBytes out, JsonBytes message) {
        String comma = "";
        JsonElements choices = JsonElements.of(bytes, generation.valueFrom(CHOICES), generation.valueTo(CHOICES));
        while (choices.next()) {
            out.raw(comma);
            comma = ",";
            if (choices.kind() == JsonKind.OBJECT && !hasMessage(choices)) {
                out.raw("{\"message\":").raw(message).raw(",");
                out.raw(bytes, choices.from() + 1, choices.to());
            } else {
                out.raw(bytes, choices.from(), choices.to());
            }
        }
    }

    private boolean hasMessage(JsonElements choice) {
        JsonMembers members = JsonMembers.of(bytes, choice.from(), choice.to());
        while (members.next()) {
            if (members.isNamed("message")) {
                return true;
            }
        }
        return false;
    }

    private @Nullable JsonBytes message() {
        Span last = before.get(before.size() - 1);
        if (bytes[last.from] == '[') {
            return lastMessage(last);
        }
        boolean answer = before.size() == ANSWER_MEMBERS || before.size() == ANSWER_MEMBERS + 1;
        if (!answer || bytes[last.from] != '"') {
            return null;
        }
        Span content = before.get(ANSWER);
        JsonBytes message = new JsonBytes(content.to - content.from + 64);
        message.raw("{\"role\":\"assistant\",\"content\":").raw(bytes, content.from, content.to);
        if (before.size() > ANSWER_MEMBERS) {
            Span reasoning = before.get(ANSWER + 1);
            message.raw(",\"reasoning_content\":").raw(bytes, reasoning.from, reasoning.to);
        }
        return message.raw("}");
    }

    private @Nullable JsonBytes lastMessage(Span messages) {
        JsonElements elements = JsonElements.of(bytes, messages.from, messages.to);
        boolean object = false;
        while (elements.next()) {
            object = elements.kind() == JsonKind.OBJECT;
        }
        return object
                ? new JsonBytes(elements.to() - elements.from()).raw(bytes, elements.from(), elements.to())
                : null;
    }

    private void value(JsonBytes out, int member) {
        if (generation.has(member)) {
            out.raw(bytes, generation.valueFrom(member), generation.valueTo(member));
        } else {
            out.raw("null");
        }
    }
}
