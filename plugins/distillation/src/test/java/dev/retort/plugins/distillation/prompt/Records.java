package dev.retort.plugins.distillation.prompt;

import dev.retort.jsonl.JsonRecord;
import dev.retort.jsonl.JsonRecordException;
import dev.retort.jsonl.MemberNames;
import java.nio.charset.StandardCharsets;

/** Records and messages of tests, written as text. */
final class Records {

    private Records() {}

    static JsonRecord record(String json) {
        try {
            return JsonRecord.parse(json.getBytes(StandardCharsets.UTF_8), MemberNames.of("id"));
        } catch (JsonRecordException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static String text(Messages messages) {
        return new String(messages.source(), messages.from(), messages.length(), StandardCharsets.UTF_8);
    }
}
