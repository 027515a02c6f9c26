package dev.retort.benchmarks;

import dev.retort.jsonl.JsonRecord;
import dev.retort.jsonl.JsonRecordException;
import dev.retort.jsonl.MemberNames;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run left of its records.
 *
 * @param wrong what should not be, each in a few words: a record missing, twice, or with other bytes; a line that is no JSON
 */
record Kept(long answers, long errors, List<String> wrong) {

    Kept {
        wrong = List.copyOf(wrong);
    }

    /** Reads both files of a finished run beside its input; the input fits into memory. */
    static Kept read(Distillation task) throws IOException {
        Reading reading = new Reading();
        for (byte[] line : lines(task.input())) {
            reading.open.put(id(line), line);
        }
        long answers = reading.file(task.answers(), "response");
        long errors = reading.file(task.failures(), "error");
        reading.open.keySet().forEach(id -> reading.wrong.add("no line for " + id));
        return new Kept(answers, errors, reading.wrong);
    }

    private static final class Reading {

        private final Map<String, byte[]> open = new HashMap<>();
        private final List<String> wrong = new ArrayList<>();

        private long file(Path file, String member) throws IOException {
            if (!Files.exists(file)) {
                return 0;
            }
            List<byte[]> lines = lines(file);
            for (byte[] line : lines) {
                line(line, member);
            }
            return lines.size();
        }

        private void line(byte[] line, String member) {
            String id = id(line);
            byte[] record = open.remove(id);
            if (record == null) {
                wrong.add("a second line for " + id);
            } else if (!startsWith(line, record)) {
                wrong.add("the bytes of " + id + " were changed");
            } else if (!holds(line, member)) {
                wrong.add("the line of " + id + " is no JSON or has no " + member);
            }
        }
    }

    /** Whether a line holds all bytes of the record up to its closing brace, and goes on with another member. */
    private static boolean startsWith(byte[] line, byte[] record) {
        int brace = record.length - 1;
        return line.length > brace
                && Arrays.equals(line, 0, brace, record, 0, brace)
                && new String(line, brace, line.length - brace, StandardCharsets.UTF_8)
                        .strip()
                        .startsWith(",");
    }

    private static boolean holds(byte[] line, String member) {
        try {
            return JsonRecord.parse(line, MemberNames.of(member)).has(0);
        } catch (JsonRecordException e) {
            return false;
        }
    }

    /** The id stands first. */
    private static String id(byte[] line) {
        String start = new String(line, 0, Math.min(64, line.length), StandardCharsets.UTF_8);
        int end = start.indexOf(',');
        return end < 0 ? start : start.substring(0, end);
    }

    private static List<byte[]> lines(Path file) throws IOException {
        List<byte[]> lines = new ArrayList<>();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 20)) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int next = in.read(); next >= 0; next = in.read()) {
                if (next == '\n') {
                    lines.add(line.toByteArray());
                    line.reset();
                } else {
                    line.write(next);
                }
            }
            if (line.size() > 0) {
                lines.add(line.toByteArray());
            }
        }
        return lines;
    }
}
