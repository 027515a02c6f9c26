package dev.retort.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.retort.acceptance.HostileModel.Answer;
import dev.retort.testkit.ScriptedModel.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A disk that takes no more: by a limit on the size of files, which the JVM meets as an error of a write, and by a small file system
 * where one can be had.
 */
final class DiskFullIT {

    private static final int RECORDS = 300;
    private static final int AT_ONCE = 8;
    private static final String LIMITED = "ulimit -S -f 128; exec \"$@\"";
    private static final int LIMIT = 128 * 1_024;

    private HostileModel server;
    private Distillation distillation;

    @BeforeEach
    void set(@TempDir Path temporary) throws IOException {
        distillation = Distillation.below(temporary);
        String[] records = Distillation.records(1, RECORDS);
        records[3] = "no record";
        distillation.input(records);
        server = HostileModel.start(request -> new Answer.Whole(Reply.saying("a".repeat(400))));
        distillation.model(server.baseUrl());
        patience(1);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private void patience(int seconds) throws IOException {
        distillation.task("concurrency: " + AT_ONCE, "flush_interval_secs: 0.1", "disk_patience_secs: " + seconds);
    }

    private Retort limited() {
        return distillation.retort().heedingSignals().under("bash", "-c", LIMITED, "bash");
    }

    private void assertCompletes() throws IOException {
        Retort.Outcome rest = distillation.run();
        assertEquals(6, rest.exit(), rest.all());
        assertEquals(RECORDS - 1, distillation.answers().size());
        assertEquals(1, distillation.failures().size());
    }

    @Test
    void aRunThatCannotWriteKeepsWhatItHasAndSaysSo() throws IOException {
        Retort.Outcome outcome = limited().run(Distillation.command());
        assertEquals(5, outcome.exit(), outcome.all());
        int kept = distillation.answers().size(); // read strictly: no line is half-written
        assertTrue(kept < RECORDS, () -> kept + " answers");
        assertTrue(Files.size(distillation.path(Distillation.ANSWERS)) <= LIMIT);
        assertTrue(
                outcome.out()
                        .matches("(?s).*\ncannot write out/in\\.jsonl: File too large; [0-9]+ answers wait in memory,"
                                + " no new record is sent; trying again for 1 s\n.*"),
                outcome.out());
        assertTrue(
                outcome.err()
                        .matches("(?s)stopped after [0-9.]+ s: out/in\\.jsonl cannot be written: File too large;"
                                + " [0-9]+ records were not kept\n.*"),
                outcome.err());
        assertTrue(
                outcome.err()
                        .endsWith("  " + kept + " answered and kept; " + (RECORDS - 1 - kept)
                                + " to go. Make room and run the same command again.\n"),
                outcome.err());
        JsonNode run = distillation.runJson();
        assertEquals("machine", run.at("/fault").asString());
        assertEquals(kept, run.at("/counts/answered").intValue());
        Matcher waiting = Pattern.compile("; ([0-9]+) answers wait in memory").matcher(outcome.out());
        assertTrue(waiting.find());
        int lost = server.requests().size() - kept;
        int most = Integer.parseInt(waiting.group(1)) + 3 * AT_ONCE; // some were sent while the hold was put on
        assertTrue(lost <= most, () -> lost + " paid answers were lost, " + most + " were waiting or on their way");
        String before = distillation.place().read(Distillation.ANSWERS);
        assertCompletes();
        assertTrue(distillation.place().read(Distillation.ANSWERS).startsWith(before), "a kept answer was lost");
        assertEquals(RECORDS - 1 + lost, server.requests().size());
    }

    @Test
    void aRunGoesOnByItselfWhenThereIsRoomAgain() throws Exception {
        patience(120);
        Retort.Running run = limited().start(Distillation.command());
        await(run, "\ncannot write out/in.jsonl: File too large; ");
        int asked = server.requests().size();
        Process room = new ProcessBuilder(
                        "prlimit",
                        "--fsize=unlimited:unlimited",
                        "--pid",
                        Long.toString(run.process().pid()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assumeTrue(room.waitFor() == 0, "no prlimit here");
        Retort.Outcome outcome = run.join();
        assertEquals(6, outcome.exit(), outcome.all());
        assertTrue(outcome.out().contains("\nwriting again: out/in.jsonl\n"), outcome.out());
        assertTrue(outcome.out().contains(": " + (RECORDS - 1) + " answered, 1 failed, 0 skipped\n"), outcome.out());
        assertEquals(RECORDS - 1, distillation.answers().size());
        assertEquals(RECORDS - 1, server.requests().size(), "nothing is paid twice");
        assertTrue(asked < RECORDS - 1, "records were sent whose answers could not be kept");
    }

    @Test
    void aFailuresFileThatCannotBeWrittenIsTheOneNamed() throws IOException {
        String[] bad = new String[RECORDS];
        Arrays.fill(bad, "no record, but long: " + "x".repeat(500));
        distillation.input(bad);
        Retort.Outcome outcome = limited().run(Distillation.command());
        assertEquals(5, outcome.exit(), outcome.all());
        assertTrue(outcome.out().contains("\ncannot write out/in_error.jsonl: File too large; "), outcome.out());
        assertTrue(outcome.err().contains("out/in_error.jsonl cannot be written: File too large; "), outcome.err());
        int kept = distillation.failures().size();
        assertTrue(
                outcome.err().contains("  0 answered and kept; ")
                        || outcome.err().contains(kept + " failed"),
                outcome.err());
        Retort.Outcome rest = distillation.run();
        assertEquals(6, rest.exit(), rest.all());
        assertEquals(RECORDS, distillation.failures().size());
    }

    @Test
    void aSecondSignalEndsTheWait() throws Exception {
        patience(3_600);
        Retort.Running run = limited().start(Distillation.command());
        await(run, "\ncannot write out/in.jsonl: File too large; ");
        run.signal("INT");
        await(run, "once more to stop at once\n");
        run.signal("INT");
        Retort.Outcome outcome = run.join();
        assertTrue(outcome.exit() == 130 || outcome.exit() == 5, outcome.all());
        patience(1);
        assertCompletes();
    }

    @Test
    void aFileSystemWithoutRoomIsTold() throws Exception {
        String script = "mount -t tmpfs -o size=160k tmpfs out || exit 77; "
                + "\"$@\"; code=$?; cp out/in.jsonl out/in_error.jsonl saved/; exit $code";
        Files.createDirectory(distillation.path("out"));
        Files.createDirectory(distillation.path("saved"));
        Retort.Outcome outcome = distillation
                .retort()
                .under("unshare", "--map-root-user", "--mount", "bash", "-c", script, "bash")
                .run(Distillation.command());
        assumeTrue(outcome.exit() != 77 && !outcome.err().contains("unshare"), "no small file system to be had");
        assertEquals(5, outcome.exit(), outcome.all());
        assertTrue(outcome.out().contains("\ncannot write out/in.jsonl: No space left on device; "), outcome.out());
        assertTrue(outcome.err().contains("out/in.jsonl cannot be written: No space left on device; "), outcome.err());
        assertTrue(outcome.err().contains(" to go. Make room and run the same command again.\n"), outcome.err());
        int kept = Jsonl.records(distillation.path("saved/in.jsonl")).size();
        assertTrue(kept < RECORDS, () -> kept + " answers");
        Files.copy(distillation.path("saved/in.jsonl"), distillation.path(Distillation.ANSWERS));
        Files.copy(distillation.path("saved/in_error.jsonl"), distillation.path(Distillation.FAILURES));
        int asked = server.requests().size();
        assertCompletes();
        assertEquals(RECORDS - 1 - kept, server.requests().size() - asked);
    }

    private static void await(Retort.Running run, String words) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (!run.outcome().all().contains(words)) {
            boolean over = run.process().waitFor(10, TimeUnit.MILLISECONDS);
            assertTrue(
                    System.nanoTime() < deadline
                            && (!over || run.outcome().all().contains(words)),
                    () -> "not told in time: " + words + "\n" + run.outcome().all());
        }
    }
}
