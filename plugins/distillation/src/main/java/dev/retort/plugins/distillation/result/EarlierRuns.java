package dev.retort.plugins.distillation.result;

import dev.retort.jsonl.JsonKind;
import dev.retort.jsonl.JsonRecord;
import dev.retort.jsonl.JsonRecordException;
import dev.retort.jsonl.LineScanner;
import dev.retort.jsonl.MemberNames;
import dev.retort.jsonl.WholeFile;
import dev.retort.plugins.distillation.identity.RecordIds;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads the output of earlier runs to learn which records are finished. Each line is checked as a whole, so that one which a crash,
 * a disk or another tool has damaged is never taken for an answer. A record is known by the {@code generation.record_id} of its line; a
 * line of another tool by {@code uid} or {@code id}, provided that it holds what makes it an answer or a failure. For one thread.
 */
public final class EarlierRuns {

    /** An answer can be far longer than its question; beyond this a line counts as damaged. */
    private static final int LONGEST_LINE = 1 << 30;

    private static final MemberNames NAMES =
            MemberNames.of("uid", "id", "generation", Kind.ANSWERS.member, Kind.FAILURES.member);
    private static final int UID = 0;
    private static final int ID = 1;
    private static final int GENERATION = 2;
    private static final int RESPONSE = 3;
    private static final int ERROR = 4;
    private static final MemberNames RECORD_ID = MemberNames.of("record_id");

    private final RecordIds ids;

    /** Lets {@code ids} learn what is finished. */
    public EarlierRuns(RecordIds ids) {
        this.ids = ids;
    }

    /**
     * What a file holds.
     *
     * @param finished lines that finish a record
     * @param damaged lines that are no JSON object, or name no record
     * @param foreign the number of the first line that is a JSON object, but none that a distillation wrote; 0 when there is none
     */
    public record Found(long finished, long damaged, long foreign) {}

    /** What a line of a file is known by when it does not end as ours do. */
    public enum Kind {
        ANSWERS("response"),
        FAILURES("error");

        private final String member;

        Kind(String member) {
            this.member = member;
        }
    }

    /** What a line is. */
    private enum Seen {
        FINISHED,
        DAMAGED,
        FOREIGN
    }

    /** Reads a file; one that is not there holds nothing. */
    public Found read(Path file, Kind kind) throws IOException {
        if (!Files.exists(file)) {
            return new Found(0, 0, 0);
        }
        long finished = 0;
        long damaged = 0;
        long foreign = 0;
        try (LineScanner lines = LineScanner.open(file, LONGEST_LINE)) {
            while (lines.next()) {
                Seen seen = look(lines, kind);
                if (seen == Seen.FINISHED) {
                    finished++;
                } else if (seen == Seen.FOREIGN) {
                    foreign = foreign == 0 ? lines.number() : foreign;
                } else if (!lines.isBlank()) {
                    damaged++;
                }
            }
        }
        return new Found(finished, damaged, foreign);
    }

    /** Copies a file to {@code aside}, then writes it anew without its damaged lines, so that their records are done again. */
    public void repair(Path file, Kind kind, Path aside) throws IOException {
        Files.copy(file, aside);
        WholeFile.write(file, out -> copyGoodLines(aside, kind, out));
    }

    private void copyGoodLines(Path from, Kind kind, OutputStream out) throws IOException {
        try (LineScanner lines = LineScanner.open(from, LONGEST_LINE)) {
            while (lines.next()) {
                if (look(lines, kind) == Seen.FINISHED) {
                    out.write(lines.buffer(), lines.from(), lines.to() - lines.from());
                    out.write('\n');
                }
            }
        }
    }

    private Seen look(LineScanner lines, Kind kind) {
        if (lines.tooLong()) {
            return Seen.DAMAGED;
        }
        try {
            JsonRecord record = JsonRecord.parse(lines.buffer(), lines.from(), lines.to(), NAMES);
            if (record.has(GENERATION) && record.kind(GENERATION) == JsonKind.OBJECT) {
                JsonRecord generation = JsonRecord.parse(
                        record.bytes(), record.valueFrom(GENERATION), record.valueTo(GENERATION), RECORD_ID);
                if (finish(generation, 0)) {
                    return Seen.FINISHED;
                }
            }
            if (!record.has(kind == Kind.ANSWERS ? RESPONSE : ERROR)) {
                return Seen.FOREIGN;
            }
            return finish(record, UID) || finish(record, ID) ? Seen.FINISHED : Seen.DAMAGED;
        } catch (JsonRecordException e) {
            return Seen.DAMAGED; // the record is done again
        }
    }

    private boolean finish(JsonRecord record, int name) {
        boolean names =
                record.has(name) && (record.kind(name) == JsonKind.STRING || record.kind(name) == JsonKind.NUMBER);
        if (names) {
            ids.finish(record.bytes(), record.valueFrom(name), record.valueTo(name));
        }
        return names;
    }
}
