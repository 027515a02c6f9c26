package dev.retort.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code status}: how far a run is, from another shell, on its files alone. */
class StatusIT {

    private static final String ENGINE = "java -jar " + Retort.home().resolve("engine.jar");

    private static final String SNAPSHOT =
            """
            context.watch(() -> new ProgressSnapshot("records", 117, 3, 0, OptionalLong.of(164),
                    Map.of("timeout_idle", 2L, "content_filter", 1L),
                    List.of(Gauge.count("in flight", 30, 64), Gauge.tokens("tokens", 41_234),
                            Gauge.dollars("cost", 4.11, 16))));
            context.say("working");
            new CountDownLatch(1).await();
            return done("never");
            """;

    @TempDir
    Path temporary;

    private Workplace work;
    private Retort retort;
    private Retort.Running running;

    @BeforeEach
    void prepare() throws IOException {
        work = Workplace.below(temporary);
        retort = Retort.brief(work.directory()).with("TZ", "UTC");
    }

    @AfterEach
    void leaveNothingRunning() {
        if (running != null) {
            running.process().destroyForcibly();
        }
    }

    private String start() throws IOException {
        work.write("task.yaml", "task_name: probe\ntask_type: probe\n");
        PluginJar.of(new Probe().run(SNAPSHOT)).writeTo(work.path("plugins/my-probe.jar"));
        running = Retort.brief(work.directory()).start("run-task", "task.yaml", "--plugins-dir", "plugins");
        Await.printed(running, "working");
        Await.until("a heartbeat with progress", () -> !work.json(work.path("runs/probe/latest/run.json"))
                .get("progress")
                .isNull());
        return work.latestRun("probe").getFileName().toString();
    }

    /** A run of another machine. */
    private void record(String task, String run, String state, Instant updated) throws IOException {
        work.write(
                "runs/" + task + "/" + run + "/run.json",
                """
                {"run": "%s", "task_name": "%s", "task_type": "probe", "state": "%s", "started": "2026-02-09T15:30:45Z",
                 "updated": "%s", "host": "node7", "pid": 4711, "headline": null, "command": "java -jar engine.jar x",
                 "progress": {"noun": "records", "succeeded": 117, "failed": 3, "total": 164, "per_second": 58.1}}
                """
                        .formatted(run, task, state, updated));
    }

    @Test
    void noRunsAreNoMistake() throws IOException {
        Retort.Outcome status = retort.run("status");
        assertEquals(0, status.exit());
        assertEquals("no runs in runs\n", status.out());
        assertEquals("", retort.run("status", "--json").all());
        assertEquals(List.of(), work.tree());
    }

    @Test
    void anUnknownRunIsRefused() {
        Retort.Outcome status = retort.run("status", "third");
        assertEquals(2, status.exit());
        assertEquals("", status.out());
        assertEquals("no run in runs is called third. What there is: " + ENGINE + " runs list\n", status.err());
    }

    @Test
    void aRunThatGoesOnIsShownAndIsLeftAsItIs() throws Exception {
        String name = start();
        List<String> before = work.tree();
        Retort.Outcome status = retort.run("status");
        assertEquals(0, status.exit(), status.all());
        String pid = "pid " + running.process().pid() + " on ";
        assertTrue(
                status.out()
                        .matches(name + "  probe  running  120/164  [0-9.]+/s  (eta \\w+  )?errors 3  in flight 30/64"
                                + "  \\$4\\.11 of about \\$16  " + pid + "\\S+\n"),
                status.out());
        List<String> one = retort.run("status", name).outLines();
        assertTrue(one.get(0).startsWith(name + "  probe  running  120/164  "), one.toString());
        assertEquals("  progress 73% of all records, 117 succeeded, 3 failed, 0 skipped", one.get(1));
        assertEquals("  failed   2 timeout_idle · 1 content_filter", one.get(2));
        assertEquals("  gauges   in flight 30/64 · tokens 41.2k · $4.11 of about $16", one.get(3));
        assertTrue(one.contains("  cancel   " + ENGINE + " cancel " + name), one.toString());
        assertEquals("  files    runs/probe/" + name, one.get(one.size() - 1));
        JsonNode json = Workplace.parse(retort.run("status", "--json").out());
        assertEquals("running", json.get("state").asString());
        assertEquals(117, json.at("/progress/succeeded").asInt());
        assertEquals(64, json.at("/progress/gauges/in flight/limit").asInt());
        assertEquals(before, work.tree());
        assertTrue(running.process().isAlive());
    }

    @Test
    void aKilledRunIsDeadUntilItsTaskIsRunAgain() throws Exception {
        String name = start();
        running.signal("KILL");
        running.join();
        Retort.Outcome status = retort.run("status");
        assertEquals(0, status.exit());
        assertTrue(
                status.out()
                        .startsWith(
                                name + "  probe  dead, was running: run the same command again  120/164  errors 3  "),
                status.out());
        Retort.Outcome one = retort.run("status", "probe");
        assertTrue(
                one.outLines().contains("  again    " + ENGINE + " run-task task.yaml --plugins-dir plugins"),
                one.out());
        record("probe", "run_99990101_000000", "done", Instant.parse("9999-01-01T00:00:00Z"));
        assertTrue(retort.run("status")
                .out()
                .startsWith("nothing is running in runs\nlast: run_99990101_000000  probe  done"));
        List<String> all = retort.run("status", "--all").outLines();
        assertEquals(2, all.size());
        assertTrue(all.get(1).contains("dead, was running"), all.toString());
    }

    @Test
    void aRunOfAnotherMachineIsJudgedByItsHeartbeat() throws IOException {
        record("first", "run_20260209_153045", "running", Instant.now().minusSeconds(12 * 60));
        record("second", "run_20260209_153046", "running", Instant.now());
        record("third", "run_20260209_153047", "done", Instant.now());
        assertEquals(
                """
                run_20260209_153046  second  running  120/164  58/s  errors 3  pid 4711 on node7
                run_20260209_153045  first  silent for 12m  120/164  errors 3  pid 4711 on node7
                """,
                retort.run("status").out());
        List<String> all = retort.run("status", "--all").outLines();
        assertEquals(3, all.size());
        assertTrue(all.get(2).startsWith("run_20260209_153047  third  done  "), all.toString());
        Files.move(work.path("runs"), work.path("kept"));
        assertEquals(2, retort.run("status", "--runs-dir", "kept").outLines().size());
    }

    @Test
    void aDamagedRecordIsUnknownAndNothingBreaks() throws IOException {
        work.write("runs/first/run_20260209_153045/run.json", "{\"run\": \"run_2026");
        Retort.Outcome status = retort.run("status", "--all");
        assertEquals(0, status.exit());
        assertEquals("run_20260209_153045  first  unknown\n", status.out());
        assertEquals(2, retort.run("cancel", "first").exit());
    }
}
