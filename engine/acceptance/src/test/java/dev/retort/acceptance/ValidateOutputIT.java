package dev.retort.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code validate-output} on what a distillation wrote, and on what became of it since. */
final class ValidateOutputIT {

    private Distillation distillation;

    @BeforeEach
    void distill(@TempDir Path temporary) throws IOException {
        distillation = Distillation.below(temporary);
        distillation.input(Distillation.records(1, 30));
        Retort.Outcome run = distillation.run();
        assertEquals(0, run.exit(), run.all());
    }

    private Retort.Outcome validate(String... more) {
        String[] command = {"validate-output", "--input-path", "in.jsonl", "--output-path", "out"};
        String[] all = Arrays.copyOf(command, command.length + more.length);
        System.arraycopy(more, 0, all, command.length, more.length);
        return Retort.brief(distillation.place().directory()).run(all);
    }

    private Path answers() {
        return distillation.path(Distillation.ANSWERS);
    }

    @Test
    void aWholeOutputPasses() {
        Retort.Outcome outcome = validate();
        assertEquals(0, outcome.exit(), outcome.all());
        assertTrue(
                outcome.out().contains(": 30 records, 30 answered, 0 rejected, 0 failed, 0 missing\n"), outcome.out());
    }

    @Test
    void whatIsMissingTwiceDamagedOrTornIsToldAndNothingIsTouched() throws IOException {
        List<String> lines = Files.readAllLines(answers());
        lines.remove(3);
        lines.set(4, lines.get(4).substring(0, 50));
        lines.add(lines.get(0));
        Files.write(answers(), lines);
        Files.writeString(answers(), "{\"id\":\"r", StandardOpenOption.APPEND);
        byte[] before = Files.readAllBytes(answers());
        Retort.Outcome outcome = validate();
        assertEquals(3, outcome.exit(), outcome.all());
        assertTrue(
                outcome.err()
                        .contains("out/in.jsonl is no whole output for in.jsonl: 2 records without an answer or a"
                                + " failure, 1 record that is there twice, 1 damaged line, 1 torn line at the end of a"
                                + " file\n"),
                outcome.err());
        assertTrue(outcome.all().contains("1 damaged line: out/in.jsonl line 5\n"), outcome.all());
        assertTrue(outcome.all().contains(" (out/in.jsonl line 30), answered before\n"), outcome.all());
        assertEquals(-1, Arrays.mismatch(before, Files.readAllBytes(answers())));
        Retort.Outcome again = distillation.run();
        assertEquals(0, again.exit(), again.all());
        assertEquals(3, validate().exit(), "a record is still there twice");
    }

    @Test
    void aRunThatGoesOnMendsWhatIsMissing() throws IOException {
        List<String> lines = Files.readAllLines(answers());
        Files.write(answers(), lines.subList(0, 20));
        Retort.Outcome shortOne = validate("--json");
        assertEquals(3, shortOne.exit(), shortOne.all());
        assertEquals(0, distillation.run().exit());
        assertEquals(0, validate().exit());
    }

    @Test
    void answersOfAnotherInputAreTold() throws IOException {
        distillation.input(Distillation.records(1, 29));
        Retort.Outcome outcome = validate();
        assertEquals(3, outcome.exit(), outcome.all());
        assertTrue(
                outcome.all().contains("1 record that the input does not have: \"r30\" (out/in.jsonl line "),
                outcome.all());
    }

    @Test
    void anOutputThatIsNotThereIsTold() throws IOException {
        Files.delete(answers());
        Files.deleteIfExists(distillation.path(Distillation.FAILURES));
        Retort.Outcome outcome = validate();
        assertEquals(3, outcome.exit(), outcome.all());
        assertTrue(outcome.err().contains("there is no output to validate: out/in.jsonl"), outcome.err());
        assertFalse(Files.exists(answers()));
    }

    @Test
    void aReadOnlyOutputIsValidatedAndNothingIsLeftInIt() throws Exception {
        Files.writeString(answers(), Files.readString(answers()) + "{\"response\":\"nobody's\"}\n");
        Retort nobody = Unprivileged.run(distillation);
        Path out = distillation.path("out");
        List<String> before = listed(out);
        Files.setPosixFilePermissions(out, PosixFilePermissions.fromString("r-xr-xr-x"));
        try {
            Retort.Outcome outcome = nobody.run("validate-output", "--input-path", "in.jsonl", "--output-path", "out");
            assertEquals(3, outcome.exit(), outcome.all());
            assertTrue(outcome.out().contains("1 damaged line: out/in.jsonl line 31\n"), outcome.all());
            assertEquals(before, listed(out));
        } finally {
            Files.setPosixFilePermissions(out, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private static List<String> listed(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file + " " + file.toFile().length() + " "
                            + file.toFile().lastModified())
                    .sorted()
                    .toList();
        }
    }
}
