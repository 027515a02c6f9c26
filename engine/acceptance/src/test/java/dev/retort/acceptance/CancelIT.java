package dev.retort.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** How a run ends when it is asked to, and when it is told to. */
class CancelIT {

    private static final String DRAINING =
            "stopping: what is under way is finished and kept; once more to stop at once";

    /** Works until it is asked to end, then finishes what is under way once {@code finish} exists. */
    private static final String PATIENT =
            """
            CountDownLatch asked = new CountDownLatch(1);
            context.cancellation().onRequest(asked::countDown);
            context.say("working");
            asked.await();
            context.say("draining");
            while (!Files.exists(Path.of("finish"))) {
                new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
            }
            Files.writeString(context.runDirectory().resolve("kept.txt"), "all of it");
            return new TaskResult(TaskResult.Outcome.CANCELLED, "1 kept", Map.of("kept", 1L), List.of(), List.of());
            """;

    /** Heeds neither the wish to end nor an interrupt. */
    private static final String DEAF =
            """
            context.say("working");
            while (true) {
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    context.logger().info("interrupted, and going on");
                }
            }
            """;

    @TempDir
    Path temporary;

    private Workplace work;
    private Retort.Running running;

    @BeforeEach
    void prepare() throws IOException {
        work = Workplace.below(temporary);
        work.write("task.yaml", "task_name: probe\ntask_type: probe\n");
    }

    @AfterEach
    void leaveNothingRunning() {
        if (running != null && running.process().isAlive()) {
            running.process().destroyForcibly();
            throw new AssertionError("still running");
        }
    }

    private void start(String body, String... more) throws IOException {
        PluginJar.of(new Probe().run(body)).writeTo(work.path("plugins/my-probe.jar"));
        String[] words = {"run-task", "task.yaml", "--plugins-dir", "plugins"};
        String[] all = java.util.Arrays.copyOf(words, words.length + more.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        running = Retort.brief(work.directory()).heedingSignals().start(all);
        Await.printed(running, "working");
    }

    private JsonNode record() throws IOException {
        return work.json(work.path("runs/probe/latest/run.json"));
    }

    private void assertCancelled(Retort.Outcome outcome) throws IOException {
        assertEquals(130, outcome.exit(), outcome.all());
        assertEquals("cancelled", record().get("state").asString());
        assertEquals(130, record().get("exit_code").asInt());
        assertFalse(record().get("ended").isNull());
        assertEquals(0, running.process().descendants().count());
        List<JsonNode> events = work.records("runs/probe/latest/events.jsonl");
        assertEquals("run_ended", events.get(events.size() - 1).get("event").asString());
        assertEquals("cancelled", events.get(events.size() - 1).get("state").asString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM", "HUP"})
    void oneSignalLetsTheTaskFinishWhatIsUnderWay(String signal) throws Exception {
        start(PATIENT);
        running.signal(signal);
        Await.printed(running, "draining\n");
        assertEquals("running", record().get("state").asString());
        work.write("finish", "");
        Retort.Outcome outcome = running.join();
        assertCancelled(outcome);
        assertTrue(outcome.outLines().contains(DRAINING) || outcome.errLines().contains(DRAINING), outcome.all());
        assertTrue(outcome.out().contains("\ncancelled after "), outcome.out());
        assertTrue(outcome.out().contains(" s: 1 kept\n"), outcome.out());
        assertEquals("all of it", work.read("runs/probe/latest/kept.txt"));
        assertEquals("1 kept", record().get("headline").asString());
        assertEquals(1, record().get("counts").get("kept").asInt());
    }

    @Test
    void theSecondSignalStopsTheTaskAtOnce() throws Exception {
        start(PATIENT);
        running.signal("INT");
        Await.printed(running, "draining\n");
        running.signal("INT");
        Retort.Outcome outcome = running.join();
        assertCancelled(outcome);
        assertTrue(outcome.all().contains("stopping at once\n"), outcome.all());
        assertFalse(outcome.all().contains("bug"), outcome.all());
        assertFalse(outcome.all().contains("Exception"), outcome.all());
        assertFalse(Files.exists(work.path("runs/probe/latest/kept.txt")));
    }

    @Test
    void aTaskThatHeedsNothingIsLeftBehind() throws Exception {
        start(DEAF);
        running.signal("INT");
        Await.printed(running, DRAINING);
        running.signal("TERM");
        Retort.Outcome outcome = running.join();
        assertCancelled(outcome);
        assertTrue(
                outcome.errLines().contains("stopped: the task did not stop within 10 s and was left behind"),
                outcome.all());
        assertEquals(
                "the task did not stop within 10 s and was left behind",
                record().get("message").asString());
        assertTrue(work.read("runs/probe/latest/run.log").contains("interrupted, and going on"));
    }

    @Test
    void aFileInTheRunDirectoryAsksTheRunToEnd() throws Exception {
        start(PATIENT);
        work.write("runs/probe/latest/cancel", "drain\n");
        Await.printed(running, "draining\n");
        work.write("finish", "");
        assertCancelled(running.join());
    }

    @Test
    void aFileInTheRunDirectoryTellsTheRunToStop() throws Exception {
        start(PATIENT);
        work.write("runs/probe/latest/cancel", "now\n");
        assertCancelled(running.join());
        assertFalse(Files.exists(work.path("runs/probe/latest/kept.txt")));
    }

    @Test
    void machinesAreToldToo() throws Exception {
        start(PATIENT, "--json");
        running.signal("INT");
        Await.printed(running, "draining");
        work.write("finish", "");
        Retort.Outcome outcome = running.join();
        assertCancelled(outcome);
        List<JsonNode> lines = outcome.outLines().stream().map(Workplace::parse).toList();
        JsonNode last = lines.get(lines.size() - 1);
        assertEquals("finished", last.get("type").asString());
        assertEquals("cancelled", last.get("state").asString());
        assertEquals(130, last.get("exit_code").asInt());
        assertTrue(
                lines.stream()
                        .anyMatch(line ->
                                line.has("text") && line.get("text").asString().equals(DRAINING)),
                outcome.out());
    }

    @Test
    void aTaskThatIsDoneInSpiteOfTheWishIsDone() throws Exception {
        start(
                """
                CountDownLatch asked = new CountDownLatch(1);
                context.cancellation().onRequest(asked::countDown);
                context.say("working");
                asked.await();
                return done("all done");
                """);
        running.signal("INT");
        Retort.Outcome outcome = running.join();
        assertEquals(0, outcome.exit(), outcome.all());
        assertEquals("done", record().get("state").asString());
        assertTrue(outcome.out().contains(": all done\n"), outcome.all());
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void aSignalEndsWhatIsNoRun(String signal, int code) throws Exception {
        PluginJar.of(new Probe()
                        .plan("try { Files.createFile(Path.of(\"planning\")); new CountDownLatch(1).await(); }"
                                + " catch (IOException | InterruptedException e) { throw new IllegalStateException(e); }"
                                + " return null;"))
                .writeTo(work.path("plugins/my-probe.jar"));
        running = Retort.brief(work.directory())
                .heedingSignals()
                .start("run-task", "task.yaml", "--plugins-dir", "plugins", "--dry-run");
        Await.exists(work.path("planning"));
        running.signal(signal);
        Retort.Outcome outcome = running.join();
        assertEquals(code, outcome.exit(), outcome.all());
        assertEquals("", outcome.all());
    }

    @Test
    void aKilledRunIsShownAsDied() throws Exception {
        start(PATIENT);
        Retort retort = Retort.brief(work.directory());
        String name = work.latestRun("probe").getFileName().toString();
        Retort.Outcome alive = retort.run("runs", "list");
        assertTrue(alive.out().matches(name + " {5}probe {17}running {5}[0-9.]+ s\\n"), alive.out());
        running.signal("KILL");
        assertEquals(128 + 9, running.join().exit());
        Retort.Outcome list = retort.run("runs", "list");
        assertEquals(0, list.exit());
        assertTrue(list.out().matches(name + " {5}probe {17}died {8}[0-9.]+ s\\n"), list.out());
        Retort.Outcome show = retort.run("runs", "show");
        assertEquals(0, show.exit());
        assertTrue(show.outLines().get(0).matches(name + " {5}probe {17}died {8}[0-9.]+ s"), show.out());
        assertTrue(show.out().contains(", pid " + running.process().pid() + "\n"), show.out());
        assertEquals("", show.err());
    }

    @Test
    void aCommandInAnotherShellAsksTheRunToEnd() throws Exception {
        start(PATIENT);
        Retort retort = Retort.brief(work.directory());
        String name = work.latestRun("probe").getFileName().toString();
        Retort.Outcome cancel = retort.run("cancel", "probe");
        assertEquals(0, cancel.exit(), cancel.all());
        assertEquals(
                name + " of probe is asked to end: what is under way is finished and kept",
                cancel.outLines().get(0));
        assertTrue(cancel.outLines().get(1).endsWith(" status " + name), cancel.out());
        Await.printed(running, "draining\n");
        work.write("finish", "");
        Retort.Outcome outcome = running.join();
        assertCancelled(outcome);
        assertTrue(
                outcome.outLines().contains("stopping, as another shell asks: what is under way is finished and kept"),
                outcome.all());
        Retort.Outcome again = retort.run("cancel", "probe");
        assertEquals(2, again.exit());
        assertEquals("", again.out());
        assertEquals(
                name + " of probe is not running: it has ended, cancelled",
                again.errLines().get(0));
    }

    @Test
    void aCommandInAnotherShellTellsTheRunToStop() throws Exception {
        start(PATIENT);
        Retort.Outcome cancel = Retort.brief(work.directory()).run("cancel", "--now", "latest");
        assertEquals(0, cancel.exit(), cancel.all());
        Retort.Outcome outcome = running.join();
        assertCancelled(outcome);
        assertTrue(outcome.outLines().contains("stopping at once, as another shell asks"), outcome.all());
        assertFalse(Files.exists(work.path("runs/probe/latest/kept.txt")));
    }
}
