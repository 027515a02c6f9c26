package dev.retort.plugins.distillation.result;

import dev.retort.spi.config.Default;
import dev.retort.spi.config.Description;
import dev.retort.spi.config.Example;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The {@code distillation.output} section. */
@Description("What a line of the answers looks like. The failures always hold the whole record.")
public record OutputSection(
        @Description(
                        "source: the record as it is, then response, final_messages and generation. answer: id, input_prompt,"
                                + " images, answer, reasoning (where the model gave it apart and it is kept) and processed_at,"
                                + " and nothing of the record.")
                @Default("source")
                Shape shape,
        @Description("What becomes of a model's reasoning. keep: as it came. inline_think: before the content, as"
                        + " <think>…</think>. drop: left out, also where a content starts with <think>…</think>.")
                @Default("keep")
                Reasoning reasoning,
        @Description(
                        "For the shape source: the members of the record to keep, in the record's order; all when not set.")
                @Example("[id, question]")
                Optional<List<String>> select,
        @Description(
                        "Other names for members: those of the answer (response, final_messages, generation …), or else those"
                                + " of the record.")
                @Default("{}")
                @Example("{response: teacher_answer}")
                Map<String, String> rename,
        @Description("How much the member generation tells of the request. full: model, finish_reason, usage, attempts,"
                        + " times, cost, and every further choice. short: record_id, line and request. none: no such"
                        + " member, for the shape answer only. When not set, full for source and none for answer.")
                Optional<Detail> generation) {

    /** The members that a line has. */
    public enum Shape {
        SOURCE,
        ANSWER;

        /** The members that do not come from the record, before they are renamed. */
        List<String> own() {
            return switch (this) {
                case SOURCE -> List.of("response", "final_messages", "generation");
                case ANSWER ->
                    List.of("id", "input_prompt", "images", "answer", "reasoning", "processed_at", "generation");
            };
        }
    }

    /** What becomes of reasoning. */
    public enum Reasoning {
        KEEP,
        INLINE_THINK,
        DROP
    }

    /** How much is told of a request. */
    public enum Detail {
        FULL,
        SHORT,
        NONE
    }

    public OutputSection {
        select = select.map(List::copyOf);
        rename = Collections.unmodifiableMap(new LinkedHashMap<>(rename));
        if (shape == Shape.ANSWER && select.isPresent()) {
            throw new IllegalArgumentException(
                    "'select' is for 'shape: source'; the shape answer holds no member of the record");
        }
        if (shape == Shape.SOURCE && generation.equals(Optional.of(Detail.NONE))) {
            throw new IllegalArgumentException(
                    "'generation: none' is for 'shape: answer'; a later run knows a record by it: write short");
        }
        if (select.isPresent()
                && new HashSet<>(select.get()).size() < select.get().size()) {
            throw new IllegalArgumentException("'select' names a member twice: " + select.get());
        }
        checkRename(shape, select, rename);
    }

    private static void checkRename(Shape shape, Optional<List<String>> select, Map<String, String> rename) {
        Set<String> taken = new HashSet<>();
        List<String> own = new ArrayList<>(shape.own());
        List<String> all = new ArrayList<>(own);
        rename.keySet().stream().filter(name -> !own.contains(name)).forEach(all::add);
        for (String name : all) {
            String given = rename.getOrDefault(name, name);
            if (given.isEmpty()) {
                throw new IllegalArgumentException("'rename' gives " + name + " an empty name");
            }
            if (given.equals(ResultLines.REJECTED) && own.contains(name)) {
                throw new IllegalArgumentException(
                        "'rename' gives " + name + " the name rejected, which tells why an answer is not wanted");
            }
            if (!taken.add(given)) {
                throw new IllegalArgumentException("'rename' leaves two members with the name " + given);
            }
            if (shape == Shape.ANSWER && !own.contains(name)) {
                throw new IllegalArgumentException("'rename' names " + name
                        + ", which the shape answer does not have; it has " + String.join(", ", own));
            }
            boolean leftOut = select.isPresent() && !select.get().contains(name) && !own.contains(name);
            if (leftOut) {
                throw new IllegalArgumentException("'rename' names " + name + ", which 'select' leaves out");
            }
        }
    }

    /** What stands where nothing is written. */
    public static OutputSection defaults() {
        return new OutputSection(Shape.SOURCE, Reasoning.KEEP, Optional.empty(), Map.of(), Optional.empty());
    }

    /** The members that a record must not have: the answer, or another member of the record, has that name in the output. */
    public List<String> reserved() {
        if (shape == Shape.ANSWER) {
            return List.of();
        }
        return Stream.concat(
                        shape.own().stream().map(this::named),
                        rename.keySet().stream()
                                .filter(name -> keeps(name) && !shape.own().contains(name))
                                .map(this::namedOfRecord))
                .distinct()
                .filter(name -> keeps(name) && namedOfRecord(name).equals(name))
                .toList();
    }

    /** Whether a line tells which request it answers, so that the answer can be used again. */
    public boolean tellsRequest() {
        return detail() != Detail.NONE;
    }

    /** How much {@code generation} tells. */
    Detail detail() {
        return generation.orElse(shape == Shape.SOURCE ? Detail.FULL : Detail.NONE);
    }

    /** The name in the output of a member that the answer brings. */
    public String named(String own) {
        return rename.getOrDefault(own, own);
    }

    /** The name in the output of a member of the record; whether it is there at all is up to {@link #keeps}. */
    String namedOfRecord(String member) {
        return shape.own().contains(member) ? member : rename.getOrDefault(member, member);
    }

    /** Whether a member of the record is in the output. */
    boolean keeps(String member) {
        return shape == Shape.SOURCE
                && select.map(names -> names.contains(member)).orElse(true);
    }

    /** Whether the record goes into the output byte by byte. */
    boolean keepsRecordAsItIs() {
        return shape == Shape.SOURCE && select.isEmpty() && shape.own().containsAll(rename.keySet());
    }
}
