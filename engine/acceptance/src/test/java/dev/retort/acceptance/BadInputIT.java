package dev.retort.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Input files that are wrong as a whole, and how lines may end. */
final class BadInputIT {

    private Distillation distillation;

    @BeforeEach
    void set(@TempDir Path temporary) throws IOException {
        distillation = Distillation.below(temporary);
    }

    private void assertNothingStarted() {
        assertFalse(Files.exists(distillation.path("runs")), "a run directory was made");
        assertFalse(Files.exists(distillation.path("out")), "the output directory was made");
    }

    @Test
    void anInputThatIsNotThereIsToldAtItsPlaceInTheFile() {
        Retort.Outcome outcome = distillation.run();
        assertEquals(2, outcome.exit(), outcome.all());
        String[] lines = outcome.err().split("\n");
        assertEquals("task.yaml:4:15: error: 'input_path' names a file that is not there: in.jsonl", lines[0]);
        assertEquals("   4 |   input_path: \"in.jsonl\"", lines[1]);
        assertEquals("     |               ^^^^^^^^^^ relative paths start from the working directory", lines[2]);
        assertTrue(lines[3].startsWith("1 problem; nothing was started."), outcome.err());
        assertEquals("", outcome.out());
        assertNothingStarted();
    }

    @Test
    void anInputThatIsADirectoryIsToldAtItsPlaceInTheFile() throws IOException {
        Files.createDirectory(distillation.path("in.jsonl"));
        Retort.Outcome outcome = distillation.run();
        assertEquals(2, outcome.exit(), outcome.all());
        assertTrue(
                outcome.err()
                        .startsWith(
                                "task.yaml:4:15: error: 'input_path' must be a file, found the directory in.jsonl\n"),
                outcome.err());
        assertNothingStarted();
    }

    @Test
    void aNameBeyondAsciiInAnAsciiLocaleSaysWhatToExport() throws IOException {
        distillation.input(Distillation.record(1));
        distillation
                .place()
                .write("task.yaml", distillation.place().read("task.yaml").replace("\"out\"", "\"d\u00e9j\u00e0\""));
        Retort.Outcome outcome = distillation.retort().with("LC_ALL", "C").run(Distillation.command());
        if (outcome.exit() == 0) {
            assertEquals(
                    1,
                    Jsonl.records(distillation.path("d\u00e9j\u00e0/in.jsonl")).size()); // a later Java manages it
        } else {
            assertEquals(2, outcome.exit(), outcome.all());
            assertTrue(outcome.err().startsWith("task.yaml:5:16: error: 'output_path' "), outcome.err());
            assertTrue(outcome.err().contains("LC_ALL=C.UTF-8"), outcome.err());
        }
    }

    @Test
    void anEmptyInputIsAMistake() throws IOException {
        distillation.input(new byte[0]);
        Retort.Outcome outcome = distillation.run();
        assertEquals(3, outcome.exit(), outcome.all());
        assertTrue(
                outcome.err()
                        .matches(
                                "stopped after [0-9.]+ s: the input is empty: in\\.jsonl has 0 bytes\n"
                                        + "  Write one JSON object a line into it, or set distillation.input_path to another file\\.\n"),
                outcome.err());
        assertEquals(3, distillation.runJson().at("/exit_code").intValue());
        assertEquals("failed", distillation.runJson().at("/state").asString());
        assertEquals("input", distillation.runJson().at("/fault").asString());
        assertFalse(Files.exists(distillation.path("out")), "the output directory was made");
    }

    @Test
    void anInputOfBlankLinesIsAMistakeToo() throws IOException {
        distillation.input("", "   ", "\t");
        Retort.Outcome outcome = distillation.run();
        assertEquals(3, outcome.exit(), outcome.all());
        assertTrue(
                outcome.err().contains("the input is empty: in.jsonl has 3 lines, all of them blank\n"), outcome.err());
    }

    @Test
    void aByteOrderMarkAloneIsNoRecord() throws IOException {
        distillation.input(new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf});
        Retort.Outcome outcome = distillation.run();
        assertEquals(3, outcome.exit(), outcome.all());
        assertTrue(outcome.err().contains("the input is empty: in.jsonl "), outcome.err());
    }

    @Test
    void aPipeIsNoInput() throws Exception {
        Process mkfifo =
                new ProcessBuilder("mkfifo", distillation.path("in.jsonl").toString()).start();
        assumeTrue(mkfifo.waitFor() == 0, "no mkfifo here");
        Retort.Outcome outcome = distillation.run();
        assertTrue(outcome.exit() == 2 || outcome.exit() == 3, outcome.all());
        assertTrue(outcome.err().contains("regular file"), outcome.err());
    }

    @Test
    void linesMayEndAsOnWindowsOrNotAtAll() throws IOException {
        String mark = "\ufeff";
        distillation.input((mark + Distillation.record(1) + "\r\n" + "\r\n" + Distillation.record(2) + "\r\n  \n"
                        + Distillation.record(3) + "\n\n\n" + Distillation.record(4))
                .getBytes(StandardCharsets.UTF_8));
        Retort.Outcome outcome = distillation.run();
        assertEquals(0, outcome.exit(), outcome.all());
        assertTrue(outcome.out().contains(": 4 answered, 0 failed, 0 skipped\n"), outcome.out());
        Jsonl.assertHolds(Distillation.record(1), distillation.answerTo(1));
        Jsonl.assertHolds(Distillation.record(2), distillation.answerTo(3));
        Jsonl.assertHolds(Distillation.record(3), distillation.answerTo(5));
        Jsonl.assertHolds(Distillation.record(4), distillation.answerTo(8));
        for (byte[] line : Jsonl.lines(distillation.path(Distillation.ANSWERS))) {
            assertFalse(Jsonl.bytes(line).contains("\r"), "a carriage return got into the output");
        }
        assertTrue(distillation.run().out().contains(": 0 answered, 0 failed, 4 skipped\n"));
    }

    @Test
    void blankLinesAreNotCountedAsRecordsToDo() throws IOException {
        distillation.input(Distillation.record(1), "", "", "", Distillation.record(2));
        Retort.Outcome outcome = distillation.run();
        assertEquals(0, outcome.exit(), outcome.all());
        assertEquals(2, distillation.runJson().at("/progress/total").intValue());
    }

    @Test
    void anInputThatTheAnswersWouldOverwriteIsRefused() throws IOException {
        distillation.input(Distillation.records(1, 3));
        String before = distillation.place().read("in.jsonl");
        Retort.Outcome outcome = distillation.run("--set", "distillation.output_path=.");
        assertEquals(2, outcome.exit(), outcome.all());
        assertTrue(
                outcome.err().contains("error: the answers would be written into the input file in.jsonl\n"),
                outcome.err());
        assertEquals(before, distillation.place().read("in.jsonl"));
    }

    @Test
    void aLinkThatLeadsBackToTheInputIsRefusedToo() throws IOException {
        distillation.input(Distillation.records(1, 3));
        String before = distillation.place().read("in.jsonl");
        Files.createSymbolicLink(distillation.path("other"), distillation.path("."));
        Retort.Outcome outcome = distillation.run("--set", "distillation.output_path=other");
        assertEquals(before, distillation.place().read("in.jsonl"), "the input was written into");
        assertTrue(outcome.exit() == 2 || outcome.exit() == 5, outcome.all());
        assertTrue(outcome.err().contains("the answers would be written into the input file in.jsonl"), outcome.err());
    }
}
