package dev.retort.plugins.distillation.validate;

import dev.retort.jsonl.JsonMembers;
import dev.retort.jsonl.JsonRecordException;
import dev.retort.plugins.distillation.result.OutputSection;
import dev.retort.plugins.distillation.reuse.StoredLine;
import java.util.List;

/** Whether a line that finishes a record holds an answer with something in it. */
final class AnswerPresence {

    private static final List<String> ANSWERS = List.of("response", "answer", "reasoning");

    private AnswerPresence() {}

    static boolean isEmpty(byte[] bytes, int from, int to, OutputSection section) {
        try {
            StoredLine line = StoredLine.of(bytes, from, to);
            return line == null ? isEmptyByName(bytes, from, to, section) : line.isEmpty();
        } catch (JsonRecordException e) {
            throw new IllegalArgumentException("a line that was valid before", e);
        }
    }

    /** Without our member {@code generation} only the names tell. */
    private static boolean isEmptyByName(byte[] bytes, int from, int to, OutputSection section) {
        JsonMembers members = JsonMembers.of(bytes, from, to);
        while (members.next()) {
            String name = members.name();
            boolean answer = ANSWERS.stream().anyMatch(own -> name.equals(own) || name.equals(section.named(own)));
            if (answer && !members.isEmpty()) {
                return false;
            }
        }
        return true;
    }
}
