package dev.retort.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retort.testkit.ScriptedModel;
import dev.retort.testkit.ScriptedModel.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An output that a crash, a disk or another tool has changed since it was written. */
final class MendingIT {

    private static final int RECORDS = 20;

    private final ScriptedModel server = ScriptedModel.start(request -> Reply.saying("fine"));
    private Distillation distillation;
    private byte[] whole;

    @BeforeEach
    void distillOnce(@TempDir Path temporary) throws IOException {
        distillation = Distillation.below(temporary);
        distillation.model(server.baseUrl());
        String[] records = Distillation.records(1, RECORDS);
        records[4] = "{\"messages\":[{\"role\":\"user\",\"content\":\"no id\"}]}";
        records[5] = records[4];
        distillation.input(records);
        assertEquals(0, distillation.run().exit());
        whole = Files.readAllBytes(distillation.path(Distillation.ANSWERS));
    }

    @AfterEach
    void close() {
        server.close();
    }

    private void write(byte[] bytes) throws IOException {
        Files.write(distillation.path(Distillation.ANSWERS), bytes);
    }

    /** The end of the n-th line, from 1: one past its newline. */
    private int endOf(int line) {
        int at = 0;
        for (int i = 0; i < line; i++) {
            while (whole[at++] != '\n') {}
        }
        return at;
    }

    private List<String> others() throws IOException {
        try (var files = Files.list(distillation.path("out"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith(".") && !name.equals("in.jsonl") && !name.equals("in_error.jsonl"))
                    .sorted()
                    .collect(Collectors.toList());
        }
    }

    private void assertMended(Retort.Outcome outcome, int redone) throws IOException {
        assertEquals(0, outcome.exit(), outcome.all());
        assertTrue(
                outcome.out().contains(": " + redone + " answered, 0 failed, " + (RECORDS - redone) + " skipped\n"),
                outcome.out());
        assertEquals(RECORDS + redone, server.requests().size());
        List<Integer> lines = distillation.answers().stream()
                .map(answer -> answer.at("/generation/line").intValue())
                .sorted()
                .toList();
        assertEquals(IntStream.rangeClosed(1, RECORDS).boxed().toList(), lines);
        Retort.Outcome again = distillation.run();
        assertEquals(0, again.exit(), again.all());
        assertTrue(again.out().contains(": 0 answered, 0 failed, " + RECORDS + " skipped\n"), again.out());
    }

    @Test
    void aTornLineAtTheEndIsSetAsideAndDoneAgain() throws IOException {
        int torn = endOf(RECORDS) - 30;
        write(Arrays.copyOf(whole, torn));
        Retort.Outcome outcome = distillation.run();
        assertTrue(
                outcome.out()
                        .contains(
                                "resuming: 19 of 20 already answered in out/in.jsonl (1 torn line at the end set aside), 1 to go\n"),
                outcome.out());
        assertMended(outcome, 1);
        byte[] aside = Files.readAllBytes(distillation.path("out/in.jsonl.torn"));
        assertEquals(Jsonl.bytes(Arrays.copyOfRange(whole, endOf(RECORDS - 1), torn)) + "\n", Jsonl.bytes(aside));
    }

    @Test
    void aNewlineThatIsMissingIsAdded() throws IOException {
        write(Arrays.copyOf(whole, whole.length - 1));
        assertMended(distillation.run(), 0);
        assertEquals(Jsonl.bytes(whole), Jsonl.bytes(Files.readAllBytes(distillation.path(Distillation.ANSWERS))));
    }

    @Test
    void zerosAtTheEndAreSetAside() throws IOException {
        byte[] zeros = Arrays.copyOf(whole, whole.length + 4_096);
        write(zeros);
        assertMended(distillation.run(), 0);
        assertEquals(List.of("in.jsonl.torn"), others());
    }

    @Test
    void zerosInTheMiddleLoseNothing() throws IOException {
        byte[] holed = whole.clone();
        Arrays.fill(holed, endOf(10) + 5, endOf(12) - 5, (byte) 0);
        write(holed);
        Retort.Outcome outcome = distillation.run();
        int redone = server.requests().size() - RECORDS;
        assertTrue(redone >= 2 && redone <= 10, outcome.all());
        assertMended(outcome, redone);
        StringBuilder kept =
                new StringBuilder(Jsonl.bytes(Files.readAllBytes(distillation.path(Distillation.ANSWERS))));
        for (String other : others()) {
            kept.append(Jsonl.bytes(Files.readAllBytes(distillation.path("out/" + other))));
        }
        for (int line = 13; line <= RECORDS; line++) {
            String text = Jsonl.bytes(Arrays.copyOfRange(whole, endOf(line - 1), endOf(line)));
            assertTrue(kept.indexOf(text) >= 0, "a paid answer behind the zeros is gone: " + text);
        }
    }

    @Test
    void aDamagedLineInTheMiddleIsBackedUpAndDoneAgain() throws IOException {
        byte[] damaged = whole.clone();
        damaged[endOf(8) - 2] = 'x'; // the closing brace
        Arrays.fill(damaged, endOf(14), endOf(14) + 40, (byte) 0xff);
        write(damaged);
        Retort.Outcome outcome = distillation.run();
        List<String> others = others();
        assertEquals(1, others.size(), others.toString());
        assertTrue(others.get(0).matches("in\\.jsonl\\.damaged_\\d{8}_\\d{6}"), others.toString());
        assertEquals(Jsonl.bytes(damaged), Jsonl.bytes(Files.readAllBytes(distillation.path("out/" + others.get(0)))));
        assertTrue(
                outcome.out()
                        .contains("damaged lines in out/in.jsonl: the file as it was is kept as out/" + others.get(0)),
                outcome.out());
        assertMended(outcome, 2);
    }

    @Test
    void twoLinesThatGrewTogetherAreMended() throws IOException {
        byte[] glued = new byte[whole.length - 1];
        int newline = endOf(8) - 1;
        System.arraycopy(whole, 0, glued, 0, newline);
        System.arraycopy(whole, newline + 1, glued, newline, whole.length - newline - 1);
        write(glued);
        Retort.Outcome outcome = distillation.run();
        assertMended(outcome, server.requests().size() - RECORDS); // read strictly: no line holds two objects
    }

    @Test
    void linesThatAnotherToolWroteAnewStillCount() throws IOException {
        distillation
                .place()
                .write(
                        "in.jsonl",
                        distillation.place().read("in.jsonl") + "not json\n{\"id\":\"bad\",\"messages\":[]}\n");
        assertEquals(6, distillation.run().exit());
        for (String file : List.of(Distillation.ANSWERS, Distillation.FAILURES)) {
            String spaced =
                    distillation.place().read(file).replace("\":", "\" : ").replace(",\"", ", \"");
            distillation.place().write(file, spaced);
        }
        String before = distillation.outputs();
        Retort.Outcome outcome = distillation.run();
        assertEquals(6, outcome.exit(), outcome.all());
        assertTrue(
                outcome.out().contains(": 0 answered, 0 failed, 22 skipped (2 of them failed earlier)\n"),
                outcome.out());
        assertEquals(before, distillation.outputs());
        assertEquals(List.of(), others());
        assertEquals(RECORDS, server.requests().size());
    }

    @Test
    void blankLinesAndWindowsEndsInTheOutputDoNoHarm() throws IOException {
        write(Jsonl.bytes(whole).replace("\n", "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
        Retort.Outcome outcome = distillation.run();
        assertEquals(0, outcome.exit(), outcome.all());
        assertTrue(outcome.out().contains(": 0 answered, 0 failed, 20 skipped\n"), outcome.out());
    }

    @Test
    void anOutputThatWasSortedAndShortenedIsFilledUp() throws IOException {
        List<String> lines = Jsonl.bytes(whole).lines().sorted().skip(7).toList();
        write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.ISO_8859_1));
        assertMended(distillation.run(), 7);
        assertFalse(Files.exists(distillation.path("out/in.jsonl.torn")));
    }
}
