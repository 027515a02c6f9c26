package dev.retort.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What the engine says, writes and returns when code of a plugin fails, wherever the engine calls it. */
class PluginFailureIT {

    private static final String OVERFLOW =
            "class Deep { int down(int n) { return down(n + 1) + 1; } } new Deep().down(0);";
    private static final String EXHAUST = "long[][] all = new long[1][]; all[0] = new long[Integer.MAX_VALUE - 8];";

    @TempDir
    Path temporary;

    private Workplace work;

    @BeforeEach
    void prepare() throws IOException {
        work = Workplace.below(temporary);
        work.write("task.yaml", "task_name: probe\ntask_type: probe\n");
    }

    private Retort.Outcome retort(Probe probe, String... words) throws IOException {
        PluginJar.of(probe).writeTo(work.path("plugins/my-probe.jar"));
        String[] all = Arrays.copyOf(words, words.length + 3);
        all[words.length] = "task.yaml";
        all[words.length + 1] = "--plugins-dir";
        all[words.length + 2] = "plugins";
        return Retort.brief(work.directory()).jvm("-Xmx64m").run(all);
    }

    private Retort.Outcome run(Probe probe) throws IOException {
        return retort(probe, "run-task");
    }

    private JsonNode record() throws IOException {
        return work.json(work.latestRun("probe").resolve("run.json"));
    }

    /** Asserts that a bug is told as one: the message, a trace into the plugin, the wish for a report. */
    private static void assertBug(Retort.Outcome outcome, String message) {
        assertEquals(1, outcome.exit(), outcome.all());
        assertTrue(outcome.errLines().contains("bug: " + message), outcome.all());
        assertTrue(outcome.err().contains("\tat plugin.Probe"), outcome.all());
        assertTrue(
                outcome.errLines()
                        .contains("  this is a bug in Retort or in the plugin; please report it with run.log"),
                outcome.all());
    }

    private void assertRecorded(String message) throws IOException {
        assertEquals("failed", record().get("state").asString());
        assertEquals(1, record().get("exit_code").asInt());
        assertEquals(message, record().get("message").asString());
        assertTrue(work.read(work.directory()
                        .relativize(work.latestRun("probe").resolve("run.log"))
                        .toString())
                .contains("\tat plugin.Probe"));
    }

    /** Asserts that nothing was started, with this line. */
    private void assertRefused(Retort.Outcome outcome, String line) {
        assertEquals(2, outcome.exit(), outcome.all());
        assertEquals(line + "\n", outcome.err());
        assertEquals("", outcome.out());
        assertFalse(Files.exists(work.path("runs")));
    }

    @Test
    void anExceptionInRunIsABug() throws IOException {
        Retort.Outcome run = run(new Probe().run("throw new IllegalStateException(\"no such luck\");"));
        assertBug(run, "java.lang.IllegalStateException: no such luck");
        assertRecorded("java.lang.IllegalStateException: no such luck");
    }

    @Test
    void anExceptionWhoseMessageFailsIsABug() throws IOException {
        Retort.Outcome run = run(new Probe()
                .run("throw new IllegalStateException() {"
                        + " public String getMessage() { throw new NullPointerException(\"twice\"); } };"));
        assertEquals(1, run.exit(), run.all());
        assertEquals("failed", record().get("state").asString());
    }

    @Test
    void aStackOverflowInRunIsABug() throws IOException {
        Retort.Outcome run = run(new Probe().run(OVERFLOW + " return done(\"deep\");"));
        assertBug(run, "java.lang.StackOverflowError");
        assertRecorded("java.lang.StackOverflowError");
    }

    @Test
    void memoryThatRunsOutInRunIsTheMachine() throws IOException {
        Retort.Outcome run = run(new Probe().run(EXHAUST + " return done(\"big\" + all.length);"));
        assertEquals(5, run.exit(), run.all());
        assertTrue(run.err().contains(": out of memory: java.lang.OutOfMemoryError: Java heap space\n"), run.err());
        assertTrue(run.err()
                .contains("  give it more with java -Xmx…, or lower the concurrency; the limit of this run was "));
        assertEquals("machine", record().get("fault").asString());
        assertEquals(5, record().get("exit_code").asInt());
    }

    @Test
    void aCheckedExceptionThatRunDoesNotDeclareIsABug() throws IOException {
        Retort.Outcome run = run(new Probe()
                .members("static <E extends Exception> void sneak(Exception e) throws E { throw (E) e; }")
                .run("Probe.<RuntimeException>sneak(new IOException(\"sneaked\")); return done(\"\");"));
        assertEquals(1, run.exit(), run.all());
        assertTrue(run.err().contains("java.io.IOException: sneaked"), run.err());
    }

    @Test
    void nullInsteadOfAResultIsABug() throws IOException {
        Retort.Outcome run = run(new Probe().run("return null;"));
        assertEquals(1, run.exit(), run.all());
        assertTrue(run.errLines().contains("bug: java.lang.IllegalStateException: the task returned null"), run.all());
        assertEquals("failed", record().get("state").asString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "return new TaskResult(TaskResult.Outcome.DONE, null, Map.of(), List.of(), List.of());",
                "return new TaskResult(null, \"odd\", Map.of(), List.of(), List.of());",
                "return new TaskResult(TaskResult.Outcome.DONE, \"odd\", Map.of(),"
                        + " List.of(new TaskResult.Output(\"label\", null, null)), List.of());",
                "return new TaskResult(TaskResult.Outcome.DONE, \"odd\", Map.of(), List.of(),"
                        + " List.of(new TaskResult.Hint(null, null)));",
                "throw new TaskException(null, \"odd\", \"\");",
                "throw new TaskException(Fault.INPUT, null, null);"
            })
    void anEndingWithHolesIsABug(String body) throws IOException {
        Retort.Outcome run = run(new Probe().run(body));
        assertEquals(1, run.exit(), run.all());
        assertTrue(run.err().contains("bug: "), run.all());
        assertEquals("failed", record().get("state").asString());
    }

    @Test
    void progressThatCannotBeToldDoesNotStopTheRun() throws IOException {
        Retort.Outcome run = run(new Probe()
                .run("try (var watch = context.watch(() -> { throw new IllegalStateException(\"no idea\"); })) {}"
                        + " return done(\"well\");"));
        assertEquals(0, run.exit(), run.all());
        assertEquals("warning: progress cannot be shown; the run goes on: no idea\n", run.err());
        assertEquals("done", record().get("state").asString());
    }

    @Test
    void progressThatHangsDoesNotStopTheRun() throws IOException {
        Retort.Outcome run = run(
                new Probe()
                        .run(
                                """
                        var calls = new java.util.concurrent.atomic.AtomicInteger();
                        CountDownLatch hanging = new CountDownLatch(1);
                        var watch = context.watch(() -> {
                            if (calls.getAndIncrement() > 0) {
                                hanging.countDown();
                                try {
                                    new CountDownLatch(1).await();
                                } catch (InterruptedException e) {
                                    throw new IllegalStateException(e);
                                }
                            }
                            return new ProgressSnapshot("things", 1, 0, 0, OptionalLong.empty(), Map.of(), List.of());
                        });
                        hanging.await();
                        return done("well");
                        """));
        assertEquals(0, run.exit(), run.all());
        assertEquals("done", record().get("state").asString());
    }

    @Test
    void aThreadThatIsLeftRunningDoesNotKeepTheProcess() throws IOException {
        Retort.Outcome run = run(new Probe()
                .run(
                        "new Thread(() -> { try { new CountDownLatch(1).await(); } catch (InterruptedException e) {} }).start();"
                                + " return done(\"well\");"));
        assertEquals(0, run.exit(), run.all());
    }

    @Test
    void anEventThatCannotBeReadIsTold() throws IOException {
        Retort.Outcome run = run(new Probe()
                .run("Map<String, Object> self = new HashMap<>(); self.put(\"self\", self);"
                        + " context.events().emit(\"circle\", self);"
                        + " context.events().emit(\"broken\", new AbstractMap<String, Object>() {"
                        + " public Set<Map.Entry<String, Object>> entrySet() { throw new IllegalStateException(\"no\"); } });"
                        + " return done(\"well\");"));
        assertEquals(0, run.exit(), run.all());
        assertEquals(
                List.of("run_started", "circle", "event_not_written", "run_ended"),
                work.records("runs/probe/latest/events.jsonl").stream()
                        .map(event -> event.get("event").asString())
                        .toList());
    }

    @Test
    void aPluginThatExitsDoesNotPassForDone() throws IOException {
        Retort.Outcome run = run(new Probe().run("System.exit(0); return done(\"never\");"));
        assertEquals(1, run.exit(), run.all());
        assertTrue(run.err().startsWith("bug: "), run.all());
        Retort.Outcome list = Retort.brief(work.directory()).run("runs", "list");
        assertTrue(list.out().contains("  died "), list.out());
    }

    @Test
    void aPluginThatExitsInItsConstructorDoesNotPassForDone() throws IOException {
        Retort.Outcome run = run(new Probe().constructor("System.exit(0);"));
        assertEquals(1, run.exit(), run.all());
        assertTrue(run.err().startsWith("bug: "), run.all());
    }

    @Test
    void aTaskExceptionIsToldWithoutATrace() throws IOException {
        Retort.Outcome run = run(new Probe()
                .run("throw new TaskException(Fault.SERVICE, \"the model is asleep\", \"Wake it.\","
                        + " new IOException(\"connection refused\"), null);"));
        assertEquals(4, run.exit(), run.all());
        assertTrue(run.err().matches("stopped after [0-9.]+ s: the model is asleep\n  Wake it\\.\n"), run.err());
        assertTrue(
                work.read("runs/probe/latest/run.log").contains("Caused by: java.io.IOException: connection refused"));
    }

    @ParameterizedTest
    @CsvSource({"CONFIGURATION, 2", "INPUT, 3", "SERVICE, 4", "MACHINE, 5"})
    void theFaultDecidesTheExitCodeOfAPlan(String fault, int code) throws IOException {
        Retort.Outcome plan = retort(
                new Probe().plan("throw new TaskException(Fault." + fault + ", \"no\", \"Do.\");"),
                "run-task",
                "--dry-run");
        assertEquals(code, plan.exit(), plan.all());
        assertEquals("stopped: no\n  Do.\n", plan.err());
        assertFalse(Files.exists(work.path("runs")));
    }

    @Test
    void anExceptionInPlanIsABug() throws IOException {
        Retort.Outcome plan =
                retort(new Probe().plan("throw new IllegalStateException(\"no plan\");"), "run-task", "--dry-run");
        assertEquals(1, plan.exit(), plan.all());
        assertTrue(plan.errLines().contains("java.lang.IllegalStateException: no plan"), plan.all());
        assertTrue(plan.err().startsWith("bug: "), plan.all());
        assertFalse(Files.exists(work.path("runs")));
    }

    @Test
    void aStackOverflowInPlanIsABug() throws IOException {
        Retort.Outcome plan = retort(new Probe().plan(OVERFLOW + " return null;"), "run-task", "--dry-run");
        assertEquals(1, plan.exit(), plan.all());
        assertTrue(plan.err().startsWith("bug: "), plan.all());
    }

    @Test
    void nullInsteadOfAPlanIsABug() throws IOException {
        Retort.Outcome plan = retort(new Probe().plan("return null;"), "run-task", "--dry-run");
        assertEquals(1, plan.exit(), plan.all());
        assertTrue(plan.err().startsWith("bug: "), plan.all());
        assertTrue(plan.err().contains("plan() of probe returned null"), plan.all());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "throw new IllegalStateException(\"bad check\"); | java.lang.IllegalStateException: bad check",
                "throw new StackOverflowError(\"deep check\"); | java.lang.StackOverflowError: deep check"
            })
    void aCheckThatFailsIsABug(String body, String message) throws IOException {
        Retort.Outcome run = run(new Probe().check(body));
        assertEquals(1, run.exit(), run.all());
        assertTrue(run.err().startsWith("bug: "), run.all());
        assertTrue(run.errLines().contains(message), run.all());
        assertFalse(Files.exists(work.path("runs")));
    }

    @Test
    void memoryThatRunsOutInCheckIsTheMachine() throws IOException {
        Retort.Outcome run = run(new Probe().check(EXHAUST));
        assertEquals(5, run.exit(), run.all());
        assertEquals("stopped: out of memory: Java heap space", run.errLines().get(0));
        assertTrue(run.errLines().get(1).matches("  give it more with java -Xmx…; the limit was \\d+ MB"), run.err());
        assertEquals(2, run.errLines().size());
    }

    @Test
    void aStackOverflowInCreateIsABug() throws IOException {
        Retort.Outcome run = run(new Probe().create(OVERFLOW + " return null;"));
        assertBug(run, "java.lang.StackOverflowError");
        assertRecorded("java.lang.StackOverflowError");
    }

    @Test
    void anExceptionInCreateIsABug() throws IOException {
        Retort.Outcome run = run(new Probe().create("throw new IllegalStateException(\"not made\");"));
        assertBug(run, "java.lang.IllegalStateException: not made");
        assertRecorded("java.lang.IllegalStateException: not made");
    }

    @Test
    void nullInsteadOfATaskIsABug() throws IOException {
        Retort.Outcome run = run(new Probe().create("return null;"));
        assertEquals(1, run.exit(), run.all());
        assertTrue(run.errLines().contains("bug: java.lang.NullPointerException: create() returned null"), run.all());
    }

    @Test
    void aConstructorThatThrowsStopsTheTask() throws IOException {
        Retort.Outcome run = run(new Probe().constructor("throw new IllegalStateException(\"no licence\");"));
        assertRefused(
                run,
                "plugins/my-probe.jar: my-probe 0.3: plugin.Probe failed in its constructor:"
                        + " java.lang.IllegalStateException: no licence. Task type not available: probe");
    }

    @Test
    void aConstructorThatOverflowsTheStackStopsTheTask() throws IOException {
        Retort.Outcome run = run(new Probe().constructor(OVERFLOW));
        assertRefused(
                run,
                "plugins/my-probe.jar: my-probe 0.3: plugin.Probe failed in its constructor:"
                        + " java.lang.StackOverflowError. Task type not available: probe");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "throw new IllegalStateException(\"no table\"); | java.lang.IllegalStateException: no table",
                "throw new StackOverflowError(\"deep\"); | java.lang.StackOverflowError: deep"
            })
    void aStaticInitializerThatThrowsStopsTheTask(String body, String message) throws IOException {
        Retort.Outcome run = run(new Probe().members("static { if (true) " + body + " }"));
        assertRefused(
                run,
                "plugins/my-probe.jar: my-probe 0.3: plugin.Probe failed in its static initializer: " + message
                        + ". Task type not available: probe");
    }

    @Test
    void aLibraryThatIsNotInTheJarStopsTheTask() throws IOException {
        PluginJar.of(new Probe().members("static final Object LIBRARY = new lost.Library();"))
                .source("lost.Library", "package lost; public class Library {}")
                .writeTo(work.path("whole/my-probe.jar"));
        Path jar =
                Jars.without(work.path("whole/my-probe.jar"), work.path("plugins/my-probe.jar"), "lost/Library.class");
        assertTrue(Files.exists(jar));
        Retort.Outcome run = Retort.brief(work.directory()).run("run-task", "task.yaml", "--plugins-dir", "plugins");
        assertRefused(
                run,
                "plugins/my-probe.jar: my-probe 0.3: plugin.Probe needs the class lost.Library, which is neither in the"
                        + " jar nor in the SPI. Shade the library that brings it into the jar."
                        + " Task type not available: probe");
    }

    @Test
    void aClassThatIsLostInRunIsABug() throws IOException {
        PluginJar.of(new Probe().run("return done(new lost.Library().toString());"))
                .source("lost.Library", "package lost; public class Library {}")
                .writeTo(work.path("whole/my-probe.jar"));
        Jars.without(work.path("whole/my-probe.jar"), work.path("plugins/my-probe.jar"), "lost/Library.class");
        Retort.Outcome run = Retort.brief(work.directory()).run("run-task", "task.yaml", "--plugins-dir", "plugins");
        assertBug(run, "java.lang.NoClassDefFoundError: lost/Library");
    }

    @Test
    void problemsThatACheckFindsStandWhereTheKeyStands() throws IOException {
        work.write("task.yaml", "task_name: probe\ntask_type: probe\ntext: \"loud\"\n");
        Retort.Outcome run = run(new Probe()
                .check("problems.error(\"text\", \"'text' must be quiet, found \\\"\" + config.text() + '\"',"
                        + " \"write it in lower case\");"));
        assertEquals(2, run.exit());
        assertEquals(
                List.of(
                        "task.yaml:3:7: error: 'text' must be quiet, found \"loud\"",
                        "   3 | text: \"loud\"",
                        "     |       ^^^^^^ write it in lower case"),
                run.errLines().subList(0, 3));
        assertFalse(Files.exists(work.path("runs")));
    }
}
