package dev.retort.plugins.distillation.result;

import dev.retort.jsonl.JsonBytes;
import dev.retort.jsonl.JsonMembers;
import dev.retort.jsonl.JsonRecord;

/** The members of a record, selected and renamed as the output wants them. No byte of a value changes. */
final class RecordMembers {

    private final OutputSection section;

    /** Takes what is wanted. */
    RecordMembers(OutputSection section) {
        this.section = section;
    }

    /** Whether the output has a member of this name from the record. */
    boolean bring(JsonRecord record, String wanted) {
        JsonMembers members = JsonMembers.of(record);
        while (members.next()) {
            String name = members.name();
            if (section.keeps(name) && section.namedOfRecord(name).equals(wanted)) {
                return true;
            }
        }
        return false;
    }

    /** Writes the members that are kept, with a comma behind each. */
    void writeTo(JsonBytes out, JsonRecord record) {
        JsonMembers members = JsonMembers.of(record);
        while (members.next()) {
            String name = members.name();
            if (!section.keeps(name)) {
                continue;
            }
            String shown = section.namedOfRecord(name);
            if (shown.equals(name)) {
                out.raw(record.bytes(), members.nameFrom(), members.valueTo());
            } else {
                out.string(shown).raw(":").raw(record.bytes(), members.valueFrom(), members.valueTo());
            }
            out.raw(",");
        }
    }
}
