package dev.retort.plugins.distillation.result;

import dev.retort.jsonl.JsonBytes;
import dev.retort.jsonl.JsonMembers;
import dev.retort.jsonl.JsonRecord;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The members of a record, selected and renamed as the output wants them. No byte of a value changes. */
public final class RecordMembers {

    private final OutputSection section;
    private final Set<String> own;

    /** Takes what is wanted. */
    public RecordMembers(OutputSection section) {
        this.section = section;
        this.own = section.shape().own().stream().map(section::named).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Why a record cannot be answered in this shape: it has a member with a name that the answer needs, or that two members would
     * have. To be asked before the record is sent.
     */
    public Optional<String> clash(JsonRecord record) {
        if (section.shape() == OutputSection.Shape.ANSWER) {
            return Optional.empty();
        }
        Set<String> given = new HashSet<>();
        Set<String> renamed = new HashSet<>();
        JsonMembers members = JsonMembers.of(record);
        while (members.next()) {
            String name = members.name();
            if (!section.keeps(name)) {
                continue;
            }
            String shown = section.namedOfRecord(name);
            if (own.contains(shown)) {
                return Optional.of("the record has a member '" + name
                        + "' already, which the answer would double; rename one of them with output.rename");
            }
            boolean changed = !shown.equals(name);
            boolean there = !given.add(shown);
            if (there && (changed || renamed.contains(shown))) {
                return Optional.of(
                        "the record has a member '" + shown + "', a name that output.rename gives to another one");
            }
            if (changed) {
                renamed.add(shown);
            }
        }
        return Optional.empty();
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
