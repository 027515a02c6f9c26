package dev.retort.plugins.distillation.prompt;

import dev.retort.jsonl.JsonBytes;
import dev.retort.jsonl.JsonElements;
import dev.retort.jsonl.JsonKind;
import dev.retort.jsonl.JsonRecord;
import dev.retort.jsonl.JsonRecordException;
import dev.retort.jsonl.MemberNames;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Conversations as ShareGPT writes them, turned into roles and contents. The bytes of each value stay as they are. */
final class ShareGptMessages implements MessageSource {

    private static final MemberNames NAMES = MemberNames.of("from", "value");
    private static final int FROM = 0;
    private static final int VALUE = 1;

    /** The speakers seen in public data sets. */
    private static final Map<String, String> ROLES = Map.ofEntries(
            Map.entry("human", "user"),
            Map.entry("user", "user"),
            Map.entry("gpt", "assistant"),
            Map.entry("assistant", "assistant"),
            Map.entry("model", "assistant"),
            Map.entry("chatgpt", "assistant"),
            Map.entry("bing", "assistant"),
            Map.entry("bard", "assistant"),
            Map.entry("system", "system"));

    private final RecordMessages conversations;

    ShareGptMessages(String member) {
        this.conversations = new RecordMessages(member);
    }

    @Override
    public Messages messages(JsonRecord line) throws UnusableException {
        Messages told = conversations.messages(line);
        JsonBytes out = new JsonBytes(told.length() + 128);
        JsonElements elements = new JsonElements(told.source(), told.from());
        int number = 0;
        while (elements.next()) {
            number++;
            JsonRecord turn;
            try {
                turn = JsonRecord.parse(told.source(), elements.from(), elements.to(), NAMES);
            } catch (JsonRecordException e) {
                throw new UnusableException("bad_messages", "turn " + number + ": " + e.problem());
            }
            out.raw(number == 1 ? "[" : ",");
            out.raw("{\"role\":\"").raw(role(turn, number)).raw("\",\"content\":");
            out.raw(turn.bytes(), turn.valueFrom(VALUE), turn.valueTo(VALUE)).raw("}");
        }
        return Messages.of(out.raw("]").toByteArray());
    }

    private static String role(JsonRecord turn, int number) throws UnusableException {
        if (!turn.has(FROM) || !turn.has(VALUE) || turn.kind(VALUE) != JsonKind.STRING) {
            throw new UnusableException(
                    "bad_messages", "turn " + number + " must hold a from and a value that is a string");
        }
        @Nullable String role = ROLES.get(turn.text(FROM));
        if (role == null) {
            throw new UnusableException(
                    "bad_messages",
                    "turn " + number + " comes from '" + turn.text(FROM)
                            + "', for which chat messages have no role; known are human, gpt and system");
        }
        return role;
    }
}
