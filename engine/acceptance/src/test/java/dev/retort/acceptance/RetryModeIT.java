package dev.retort.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retort.acceptance.HostileModel.Answer;
import dev.retort.testkit.ScriptedModel.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code retry_mode: true}: what failed before is tried again, and nothing that was kept is lost by it. */
final class RetryModeIT {

    private static final String FIRST_ASIDE = "out/in_error_retry_1.jsonl";
    private static final String SECOND_ASIDE = "out/in_error_retry_2.jsonl";
    private static final String[] RETRY = {"--set", "distillation.retry_mode=true"};

    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private Distillation distillation;

    @BeforeEach
    void set(@TempDir Path temporary) throws IOException {
        distillation = Distillation.below(temporary);
        distillation.input(Distillation.records(1, 10));
    }

    private HostileModel refusing(String... questions) throws IOException {
        refused.addAll(Set.of(questions));
        HostileModel server = HostileModel.start(request -> new Answer.Whole(
                refused.stream().anyMatch(question -> request.body().contains("question " + question + "\""))
                        ? Reply.error(400, "", "not this one")
                        : Reply.saying("answer " + request.number())));
        distillation.model(server.baseUrl());
        return server;
    }

    private Set<String> failed() throws IOException {
        return distillation.failures().stream()
                .map(failure -> failure.at("/id").asString())
                .collect(Collectors.toSet());
    }

    @Test
    void redoesTheFailedOnesAndKeepsTheEarlierFailures() throws IOException {
        try (HostileModel server = refusing("2", "5", "9")) {
            assertEquals(6, distillation.run().exit());
            assertEquals(Set.of("r2", "r5", "r9"), failed());
            String answers = distillation.place().read(Distillation.ANSWERS);
            String firstFailures = distillation.place().read(Distillation.FAILURES);

            Retort.Outcome without = distillation.run();
            assertTrue(
                    without.out().contains("0 answered, 0 failed, 10 skipped (3 of them failed earlier)\n"),
                    without.all());
            assertEquals(10, server.requests().size());

            refused.removeAll(Set.of("2", "9"));
            Retort.Outcome retry = distillation.run(RETRY);
            assertEquals(6, retry.exit(), retry.all());
            assertTrue(
                    retry.out()
                            .contains("trying again what failed before; the earlier failures are kept in " + FIRST_ASIDE
                                    + "\n"),
                    retry.out());
            assertTrue(retry.out().contains(": 2 answered, 1 failed, 7 skipped\n"), retry.out());
            assertEquals(13, server.requests().size());
            assertEquals(firstFailures, distillation.place().read(FIRST_ASIDE));
            assertEquals(Set.of("r5"), failed());
            assertTrue(distillation.place().read(Distillation.ANSWERS).startsWith(answers), "an answer was lost");
            String secondFailures = distillation.place().read(Distillation.FAILURES);

            refused.clear();
            Retort.Outcome last = distillation.run(RETRY);
            assertEquals(0, last.exit(), last.all());
            assertEquals(firstFailures, distillation.place().read(FIRST_ASIDE));
            assertEquals(secondFailures, distillation.place().read(SECOND_ASIDE));
            assertEquals(10, distillation.answers().size());
            assertEquals(Set.of(), failed());
            assertEquals(14, server.requests().size());

            Retort.Outcome nothing = distillation.run(RETRY);
            assertEquals(0, nothing.exit(), nothing.all());
            assertFalse(
                    Files.exists(distillation.path("out/in_error_retry_3.jsonl")), "an empty error file was set aside");
            assertEquals(10, distillation.answers().size());
        }
    }

    @Test
    void theHintThatARunPrintsDoesIt() throws Exception {
        try (HostileModel server = refusing("4")) {
            Retort.Outcome outcome = distillation.run();
            String hint = outcome.out()
                    .lines()
                    .filter(line -> line.startsWith("  again "))
                    .findFirst()
                    .orElseThrow()
                    .substring("  again ".length())
                    .strip();
            refused.clear();
            Process shell = new ProcessBuilder("sh", "-c", hint)
                    .directory(distillation.path(".").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            assertEquals(0, shell.waitFor());
            assertEquals(10, distillation.answers().size());
            assertEquals(11, server.requests().size());
        }
    }

    @Test
    void withoutAnythingToRetryItIsAnOrdinaryRun() throws IOException {
        try (HostileModel server = refusing()) {
            Retort.Outcome outcome = distillation.run(RETRY);
            assertEquals(0, outcome.exit(), outcome.all());
            assertEquals(10, server.requests().size());
            assertFalse(Files.exists(distillation.path(FIRST_ASIDE)));
        }
    }

    @Test
    void aRetryThatIsKilledLosesNeitherAnswersNorRecords() throws Exception {
        try (HostileModel server = refusing("1", "2", "3", "4")) {
            assertEquals(6, distillation.run().exit());
            String answers = distillation.place().read(Distillation.ANSWERS);
            Retort.Running retry = distillation.start(RETRY);
            server.awaitRequests(11);
            retry.process().destroyForcibly();
            assertTrue(retry.process().waitFor(1, java.util.concurrent.TimeUnit.MINUTES));
            refused.clear();
            Retort.Outcome rest = distillation.run(RETRY);
            assertEquals(0, rest.exit(), rest.all());
            assertTrue(distillation.place().read(Distillation.ANSWERS).startsWith(answers));
            assertEquals(10, distillation.answers().size());
            assertEquals(4, Jsonl.records(distillation.path(FIRST_ASIDE)).size());
        }
    }

    @Test
    void aRefusedRetrySetsNothingAside() throws IOException {
        try (HostileModel server = refusing("1")) {
            assertEquals(6, distillation.run().exit());
            String before = distillation.outputs();
            Retort.Outcome outcome = distillation.run(
                    "--set", "distillation.retry_mode=true", "--set", "distillation.resume_mode=false");
            assertEquals(2, outcome.exit(), outcome.all());
            assertEquals(before, distillation.outputs());
            assertFalse(Files.exists(distillation.path(FIRST_ASIDE)));
            assertEquals(10, server.requests().size());
        }
    }
}
