package dev.retort.plugins.distillation.prompt;

import dev.retort.jsonl.JsonKind;
import dev.retort.jsonl.JsonRecord;
import dev.retort.jsonl.JsonRecordException;
import dev.retort.jsonl.MemberNames;
import org.jspecify.annotations.Nullable;

/** The messages that a record brings, sent as they stand. */
public final class RecordMessages implements PromptSource, MessageSource {

    private static final int MESSAGES = 0;

    private final MemberNames names;

    /** Takes the member that holds the messages. */
    public RecordMessages(String member) {
        this.names = MemberNames.of(member);
    }

    @Override
    public Prompt of(JsonRecord line) throws UnusableException {
        return new TextPrompt(messages(line));
    }

    @Override
    public Messages messages(JsonRecord line) throws UnusableException {
        JsonRecord record;
        try {
            record = JsonRecord.parse(line.bytes(), line.from(), line.to(), names);
        } catch (JsonRecordException e) {
            throw new UnusableException(e.reason().code(), String.valueOf(e.getMessage()));
        }
        String wrong = problem(record);
        if (wrong != null) {
            throw new UnusableException(record.has(MESSAGES) ? "bad_messages" : "no_messages", wrong);
        }
        return new Messages(record.bytes(), record.valueFrom(MESSAGES), record.valueTo(MESSAGES));
    }

    private @Nullable String problem(JsonRecord record) {
        String member = names.name(MESSAGES);
        if (!record.has(MESSAGES)) {
            return "the record has no member '" + member + "'";
        }
        if (record.kind(MESSAGES) != JsonKind.ARRAY) {
            return "'" + member + "' must be a list of messages, found "
                    + record.kind(MESSAGES).phrase();
        }
        byte[] bytes = record.bytes();
        int at = record.valueFrom(MESSAGES) + 1;
        while (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\n' || bytes[at] == '\r') {
            at++;
        }
        if (bytes[at] == ']') {
            return "'" + member + "' is empty";
        }
        return bytes[at] == '{' ? null : "'" + member + "' must hold objects with a role and a content";
    }
}
