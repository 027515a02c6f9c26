package dev.retort.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retort.acceptance.HostileModel.Answer;
import dev.retort.testkit.ScriptedModel.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An output that cannot be written, that is there already, that is not ours, or that another run is writing. */
final class OutputIT {

    private static final String MEND =
            "  Set distillation.output_path to a directory that can be written, or make it so.\n";

    private Distillation distillation;

    @BeforeEach
    void set(@TempDir Path temporary) throws IOException {
        distillation = Distillation.below(temporary);
        distillation.input(Distillation.records(1, 10));
    }

    private void assertRefused(Retort.Outcome outcome, int exit, String message) throws IOException {
        assertEquals(exit, outcome.exit(), outcome.all());
        assertTrue(outcome.err().matches("(?s)stopped after [0-9.]+ s: .*"), outcome.err());
        String told = outcome.err().substring(outcome.err().indexOf(": ") + 2);
        assertEquals(message, told);
        assertEquals(exit, distillation.runJson().at("/exit_code").intValue());
    }

    @Test
    void aFileInThePlaceOfTheDirectoryIsTold() throws IOException {
        distillation.place().write("out", "mine");
        assertRefused(
                distillation.run(),
                5,
                "the output cannot be written: out: there is a file in the place of the directory\n" + MEND);
        assertEquals("mine", distillation.place().read("out"));
    }

    @Test
    void aFileAboveTheDirectoryIsTold() throws IOException {
        distillation.place().write("file", "mine");
        assertRefused(
                distillation.run("--set", "distillation.output_path=file/out"),
                5,
                "the output cannot be written: file/out: not a directory\n" + MEND);
    }

    @Test
    void aDirectoryInThePlaceOfTheFileIsTold() throws IOException {
        Files.createDirectories(distillation.path(Distillation.ANSWERS));
        Retort.Outcome outcome = distillation.run();
        assertEquals(5, outcome.exit(), outcome.all());
        assertTrue(outcome.err().contains("the output cannot be written: out/in.jsonl: "), outcome.err());
        assertTrue(outcome.err().contains(" no regular file"), outcome.err());
        assertFalse(outcome.err().contains("Exception"), outcome.err());
    }

    @Test
    void aDirectoryThatMayNotBeWrittenIsTold() throws Exception {
        Path out = Files.createDirectory(distillation.path("out"));
        Retort retort = Unprivileged.run(distillation);
        Files.setPosixFilePermissions(out, PosixFilePermissions.fromString("r-xr-xr-x"));
        assertRefused(
                retort.run(Distillation.command()),
                5,
                "the output cannot be written: out/in.jsonl: permission denied\n" + MEND);
    }

    @Test
    void anInputThatMayNotBeReadIsTold() throws Exception {
        Retort retort = Unprivileged.run(distillation);
        Files.setPosixFilePermissions(distillation.path("in.jsonl"), PosixFilePermissions.fromString("---------"));
        Retort.Outcome outcome = retort.run(Distillation.command());
        assertEquals(2, outcome.exit(), outcome.all());
        assertTrue(
                outcome.err()
                        .startsWith("task.yaml:4:15: error: 'input_path' names a file that cannot be read: in.jsonl\n"
                                + "   4 |   input_path: \"in.jsonl\"\n"
                                + "     |               ^^^^^^^^^^ chmod u+r in.jsonl\n"),
                outcome.err());
    }

    @Test
    void withoutResumeAnOutputThatIsThereIsRefused() throws IOException {
        assertEquals(
                0, distillation.run("--set", "distillation.resume_mode=false").exit());
        String before = distillation.outputs();
        distillation.input(Distillation.records(1, 20));
        assertRefused(
                distillation.run("--set", "distillation.resume_mode=false"),
                2,
                "the output is there already and resume_mode is false: out/in.jsonl\n"
                        + "  Set distillation.resume_mode to true to go on with it, or choose another output_path.\n");
        assertEquals(before, distillation.outputs());
    }

    @Test
    void aFileThatNoDistillationWroteIsRefusedAndKept() throws IOException {
        String foreign = distillation.place().read("in.jsonl");
        distillation.place().write(Distillation.ANSWERS, foreign);
        assertRefused(
                distillation.run(),
                2,
                "out/in.jsonl is no output of a distillation: line 1 holds no answer, or none that names its record\n"
                        + "  Set distillation.output_path to another directory, or move that file away; where another"
                        + " output.rename wrote it, set that again.\n");
        assertEquals(foreign, distillation.place().read(Distillation.ANSWERS));
    }

    @Test
    void answersOfTheSourceSystemCount() throws IOException {
        distillation
                .place()
                .write(
                        Distillation.ANSWERS,
                        "{\"id\": \"r3\", \"messages\": [], \"response\": \"old\", \"final_messages\": []}\n"
                                + "{\"uid\": \"u\", \"id\": \"r4\", \"response\": null}\n");
        Retort.Outcome outcome = distillation.run();
        assertEquals(0, outcome.exit(), outcome.all());
        assertTrue(outcome.out().contains(": 9 answered, 0 failed, 1 skipped\n"), outcome.out());
    }

    @Test
    void aSecondRunIsRefusedAndTouchesNothing() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        distillation.input(
                "bad", Distillation.record(1), Distillation.record(2), Distillation.record(3), Distillation.record(4));
        try (HostileModel server = HostileModel.start(request -> {
            if (request.number() > 1) {
                gate.await();
            }
            return request.body().contains("question 4\"")
                    ? new Answer.Whole(Reply.error(400, "", "no"))
                    : new Answer.Whole(Reply.saying("fine"));
        })) {
            distillation.model(server.baseUrl());
            Retort.Running first = distillation.start();
            server.awaitRequests(4);
            Files.createSymbolicLink(distillation.path("link"), distillation.path("."));
            String told = "/out/in.jsonl is being written by process "
                    + first.process().pid() + "; wait until that has ended, or write to another file\n";
            for (String[] more : new String[][] {
                {}, {"--set", "distillation.retry_mode=true"}, {"--set", "distillation.output_path=link/out"}
            }) {
                Retort.Outcome second = distillation.run(more);
                assertEquals(5, second.exit(), second.all());
                assertTrue(second.err().contains(told), second.err());
                assertTrue(Files.exists(distillation.path(Distillation.FAILURES)), "the error file was moved away");
            }
            gate.countDown();
            Retort.Outcome outcome = first.join();
            assertEquals(6, outcome.exit(), outcome.all());
            assertEquals(3, distillation.answers().size());
            assertEquals(2, distillation.failures().size());
            assertEquals(4, server.requests().size(), "a second run asked");
        }
        assertEquals(6, distillation.run().exit(), "the lock is let go with the process");
    }
}
