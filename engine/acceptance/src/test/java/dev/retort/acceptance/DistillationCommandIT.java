package dev.retort.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code distillation generate}: a distillation without a task file, whose mistakes are told by the names of its options. */
final class DistillationCommandIT {

    private static final String[] PATHS = {
        "--input-path", "in.jsonl", "--output-path", "out", "--model-config", "model.yaml"
    };

    private Distillation distillation;

    @BeforeEach
    void set(@TempDir Path temporary) throws IOException {
        distillation = Distillation.below(temporary);
        distillation.input(Distillation.records(1, 10));
    }

    private Retort.Outcome generate(String... options) {
        List<String> command = Stream.concat(Stream.of("distillation", "generate"), Stream.of(options))
                .toList();
        return distillation.retort().run(command.toArray(new String[0]));
    }

    private Retort.Outcome generateWithPaths(String... more) {
        return generate(Stream.concat(Stream.of(PATHS), Stream.of(more)).toArray(String[]::new));
    }

    @Test
    void doesWhatTheTaskFileDoes() throws IOException {
        Retort.Outcome outcome =
                generateWithPaths("--concurrency", "4", "--batch-size=5", "--flush-interval-secs", "0.5");
        assertEquals(0, outcome.exit(), outcome.all());
        assertEquals("", outcome.err());
        assertTrue(
                outcome.out()
                        .startsWith(
                                "distillation_generate · data_distillation 0.1.0 · run runs/distillation_generate/run_"),
                outcome.out());
        assertTrue(outcome.out().contains(" · 10 records · concurrency 4\n"), outcome.out());
        assertTrue(outcome.out().contains(": 10 answered, 0 failed, 0 skipped\n"), outcome.out());
        assertEquals(10, distillation.answers().size());
        String resolved = java.nio.file.Files.readString(
                distillation.place().latestRun("distillation_generate").resolve("resolved.yaml"));
        for (String line : List.of(
                "task_type: \"data_distillation\"", "concurrency: 4", "batch_size: 5", "flush_interval_secs: 0.5")) {
            assertTrue(resolved.contains(line), resolved);
        }
        Retort.Outcome again = generateWithPaths();
        assertEquals(0, again.exit(), again.all());
        assertTrue(again.out().contains(": 0 answered, 0 failed, 10 skipped\n"), again.out());
    }

    @Test
    void goesOnWhereATaskFileStopped() throws IOException {
        assertEquals(0, distillation.run().exit());
        distillation.input(Distillation.records(1, 12));
        Retort.Outcome outcome = generateWithPaths();
        assertTrue(outcome.out().contains(": 2 answered, 0 failed, 10 skipped\n"), outcome.all());
    }

    @Test
    void saysHowToTryFailuresAgain() throws IOException {
        distillation.input(Distillation.record(1), "bad");
        Retort.Outcome outcome = generateWithPaths();
        assertEquals(6, outcome.exit(), outcome.all());
        assertTrue(
                outcome.out()
                        .contains("engine.jar distillation generate " + String.join(" ", PATHS)
                                + " --set distillation.retry_mode=true\n"),
                outcome.out());
        Retort.Outcome again = generateWithPaths("--retry-mode");
        assertEquals(6, again.exit(), again.all());
        assertTrue(again.out().contains(": 0 answered, 1 failed, 1 skipped\n"), again.out());
    }

    record Mistake(List<String> options, String... told) {
        @Override
        public String toString() {
            return String.join(" ", options);
        }
    }

    static Stream<Mistake> mistakes() {
        List<String> all = List.of(PATHS);
        return Stream.of(
                new Mistake(
                        List.of(),
                        "distillation generate: error: --input-path is missing\n",
                        "distillation generate: error: --output-path is missing\n",
                        "distillation generate: error: --model-config is missing\n",
                        "3 problems; nothing was started."),
                new Mistake(
                        List.of("--input-path", "in.jsonl"),
                        "distillation generate: error: --output-path is missing\n     | add --output-path \"out/distill/\"\n",
                        "distillation generate: error: --model-config is missing\n     | add --model-config \"configs/models/simulated.yaml\"\n"),
                new Mistake(
                        with(all, "--concurrency", "0", "--batch-size", "many"),
                        "--concurrency 0: error: 'concurrency' must be from 1 to 10000, found 0\n",
                        "--batch-size many: error: 'batch_size' must be a whole number, found the text \"many\"\n",
                        "2 problems; nothing was started."),
                new Mistake(
                        List.of("--input-path", "gone.jsonl", "--output-path", "out", "--model-config", "gone.yaml"),
                        "--input-path gone.jsonl: error: 'input_path' names a file that is not there: gone.jsonl\n",
                        "--model-config gone.yaml: error: there is no file gone.yaml\n"),
                new Mistake(
                        List.of("--input-path", "in.jsonl", "--output-path", ".", "--model-config", "model.yaml"),
                        "--output-path .: error: the answers would be written into the input file in.jsonl\n"),
                new Mistake(
                        with(all, "--retry-mode", "--resume-mode=false"),
                        "error: 'retry_mode: true' needs 'resume_mode: true': it adds to the output that is there\n"),
                new Mistake(with(all, "--concurency", "4"), "Unknown options: '--concurency', '4'", "--concurrency"),
                new Mistake(with(all, "--concurrency"), "Missing required parameter for option '--concurrency'"),
                new Mistake(
                        with(all, "--set", "distillation.concurency=4"),
                        "--set distillation.concurency=4: error: unknown key 'concurency' in 'distillation' — did you mean 'concurrency'?\n"));
    }

    private static List<String> with(List<String> options, String... more) {
        return Stream.concat(options.stream(), Stream.of(more)).toList();
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsToldByTheOption(Mistake mistake) throws IOException {
        Retort.Outcome outcome = generate(mistake.options().toArray(new String[0]));
        assertEquals(2, outcome.exit(), outcome.all());
        for (String told : mistake.told()) {
            assertTrue(outcome.err().contains(told), () -> "not told: " + told + "\n" + outcome.err());
        }
        assertEquals("", outcome.out());
        assertFalse(distillation.place().tree().contains("runs"));
        assertFalse(distillation.place().tree().contains("out"));
    }

    @Test
    void aDryRunSaysWhatWouldBeDoneAndDoesNothing() throws IOException {
        Retort.Outcome outcome = generateWithPaths("--dry-run");
        assertEquals(0, outcome.exit(), outcome.all());
        assertEquals(
                """
                distillation_generate · data_distillation 0.1.0 · dry run, nothing is sent or written
                  input     in.jsonl, 10 records, %d bytes
                  model     test (built-in simulation on 127.0.0.1, no real model)
                  at once   64 requests
                  answers   out/in.jsonl
                  failures  out/in_error.jsonl
                """
                        .formatted(java.nio.file.Files.size(distillation.path("in.jsonl"))),
                outcome.out());
        assertEquals(
                List.of("in.jsonl", "model.yaml", "task.yaml"),
                distillation.place().tree());
    }
}
