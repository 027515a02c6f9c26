package dev.retort.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retort.testkit.ScriptedModel.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signals in the middle of a distillation. The server answers some records, then holds what comes until it is told to go on. */
final class CancelDistillationIT {

    private static final int RECORDS = 60;
    private static final int AT_ONCE = 8;
    private static final int ANSWERED_BEFORE = 20;

    private final CountDownLatch gate = new CountDownLatch(1);
    private Distillation distillation;

    @BeforeEach
    void set(@TempDir Path temporary) throws IOException {
        distillation = Distillation.below(temporary);
        distillation.input(Distillation.records(1, RECORDS));
    }

    private HostileModel holding() throws IOException {
        HostileModel server = HostileModel.start(request -> {
            if (request.number() > ANSWERED_BEFORE) {
                gate.await();
            }
            return new HostileModel.Answer.Whole(Reply.saying("fine"));
        });
        distillation.model(server.baseUrl());
        return server;
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void theFirstSignalKeepsWhatIsInFlight(String signal) throws Exception {
        try (HostileModel server = holding()) {
            Retort.Running run = start();
            server.awaitRequests(ANSWERED_BEFORE + AT_ONCE);
            run.signal(signal);
            awaitTold(run, "stopping: what is under way is finished and kept; once more to stop at once\n");
            gate.countDown();
            Retort.Outcome outcome = run.join();
            int kept = ANSWERED_BEFORE + AT_ONCE;
            assertEquals(130, outcome.exit(), outcome.all());
            assertEquals(kept, server.requests().size(), "nothing is sent after the signal");
            assertEquals(kept, distillation.answers().size());
            assertTrue(outcome.out().contains(": " + kept + " answered, 0 failed, 0 skipped\n"), outcome.out());
            assertTrue(outcome.out().contains("cancelled after "), outcome.out());
            assertTrue(outcome.out().contains("  go on    Run the same command again to go on.\n"), outcome.out());
            assertEquals("cancelled", distillation.runJson().at("/state").asString());
            assertEquals(130, distillation.runJson().at("/exit_code").intValue());

            Retort.Outcome rest = distillation.run();
            assertEquals(0, rest.exit(), rest.all());
            assertTrue(
                    rest.out().contains("resuming: " + kept + " of 60 already answered in out/in.jsonl, 32 to go\n"),
                    rest.out());
            assertTrue(
                    rest.out().contains(": " + (RECORDS - kept) + " answered, 0 failed, " + kept + " skipped\n"),
                    rest.out());
            assertEquals(RECORDS, server.requests().size(), "something was paid twice");
            assertEquals(RECORDS, distillation.answers().size());
        }
    }

    @Test
    void theSecondSignalStopsAtOnce() throws Exception {
        try (HostileModel server = holding()) {
            Retort.Running run = start();
            server.awaitRequests(ANSWERED_BEFORE + AT_ONCE);
            run.signal("INT");
            awaitTold(run, "once more to stop at once\n");
            run.signal("INT");
            Retort.Outcome outcome = run.join();
            assertEquals(130, outcome.exit(), outcome.all());
            assertTrue(outcome.all().contains("stopping at once\n"), outcome.all());
            assertEquals(ANSWERED_BEFORE, distillation.answers().size());
            assertEquals("cancelled", distillation.runJson().at("/state").asString());
            gate.countDown();
            Retort.Outcome rest = distillation.run();
            assertEquals(0, rest.exit(), rest.all());
            assertEquals(RECORDS, distillation.answers().size());
            assertEquals(RECORDS + AT_ONCE, server.requests().size(), "only what was in flight is paid twice");
        }
    }

    @Test
    void aRecordThatWaitsForARetryDoesNotHoldTheEndUp() throws Exception {
        Reply busy = new Reply(429, java.util.Map.of("retry-after", "500"), "{\"error\":{\"message\":\"slow down\"}}");
        try (HostileModel server = HostileModel.start(request -> new HostileModel.Answer.Whole(busy))) {
            distillation.model(server.baseUrl());
            Retort.Running run = start();
            // More are not sent while everything is refused.
            server.awaitRequests(8);
            run.signal("INT");
            Retort.Outcome outcome = run.join();
            assertEquals(130, outcome.exit(), outcome.all());
            assertTrue(outcome.out().contains(": 0 answered, 0 failed, 0 skipped\n"), outcome.out());
            assertEquals(0, distillation.failures().size(), "a record that was only waiting has not failed");
        }
    }

    private Retort.Running start() {
        Retort.Running run = distillation.retort().heedingSignals().start(Distillation.command());
        Distillation.endWithTheTests(run);
        return run;
    }

    private static void awaitTold(Retort.Running run, String words) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (!run.outcome().all().contains(words)) {
            assertTrue(
                    System.nanoTime() < deadline,
                    () -> "not told in time: " + run.outcome().all());
            assertTrue(
                    !run.process().waitFor(10, TimeUnit.MILLISECONDS)
                            || run.outcome().all().contains(words),
                    () -> run.outcome().all());
        }
    }
}
