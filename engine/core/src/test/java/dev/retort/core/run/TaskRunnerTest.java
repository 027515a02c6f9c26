package dev.retort.core.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retort.spi.Fault;
import dev.retort.spi.ProgressSnapshot;
import dev.retort.spi.TaskException;
import dev.retort.spi.TaskResult;
import dev.retort.spi.report.ReportPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskRunnerTest {

    private final Fixture fixture;

    TaskRunnerTest(@TempDir Path root) {
        this.fixture = new Fixture(root);
    }

    private static TaskResult with(TaskResult.Outcome outcome) {
        return new TaskResult(outcome, "3 of 4", Map.of("failed", 1L), List.of(), List.of());
    }

    private String file(RunOutcome outcome, String name) throws IOException {
        return Files.readString(outcome.directory().orElseThrow().file(name));
    }

    @Test
    void aRunThatSucceedsLeavesEverythingBehind() throws IOException {
        RunOutcome outcome = fixture.run(context -> {
            context.say("164 prompts");
            context.logger().info("hello from the task");
            context.events().emit("record_done", Map.of("line", 7));
            context.report(new ReportPart.Text("About", "A part of the plugin."));
            return Fixture.FINE;
        });
        assertEquals(RunState.DONE, outcome.state());
        assertEquals(ExitCode.DONE, outcome.exitCode());
        assertEquals("164 answered", outcome.headline());
        assertEquals(Fixture.FINE.outputs(), outcome.outputs());
        assertEquals(Fixture.FINE.hints(), outcome.hints());
        assertEquals(List.of(), outcome.warnings());
        assertEquals(Optional.empty(), outcome.failure());
        RunDirectory directory = outcome.directory().orElseThrow();
        assertEquals(fixture.root.resolve("runs/my_scores/run_20260209_153045"), directory.path());
        assertEquals(Optional.of(directory.file("report.html")), outcome.report());
        assertEquals(List.of("started run_20260209_153045", "164 prompts"), fixture.said);
        assertEquals("task_name: my_scores\n", file(outcome, "task.yaml"));
        assertEquals("task_name: my_scores\nkey: ${secret:KEY}\n", file(outcome, "resolved.yaml"));
        assertTrue(file(outcome, "run.log").contains("INFO  [retort-task] score_records: hello from the task\n"));
        assertTrue(file(outcome, "events.jsonl")
                .contains("{\"at\":\"2026-02-09T15:30:45Z\",\"event\":\"record_done\",\"line\":7}\n"));
        assertTrue(file(outcome, "report.html").contains("A part of the plugin."));
        assertTrue(file(outcome, "run.json").contains("\"state\" : \"done\""), file(outcome, "run.json"));
        assertEquals(
                "run_20260209_153045",
                Files.readSymbolicLink(fixture.root.resolve("runs/my_scores/latest"))
                        .toString());
    }

    @Test
    void nothingButTheNamedFilesIsLeftInTheDirectory() throws IOException {
        RunOutcome outcome = fixture.run(context -> Fixture.FINE);
        try (var files = Files.list(outcome.directory().orElseThrow().path())) {
            assertEquals(
                    List.of("events.jsonl", "report.html", "resolved.yaml", "run.json", "run.log", "task.yaml"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void someFailedEndsWithSix() {
        RunOutcome outcome = fixture.run(context -> with(TaskResult.Outcome.SOME_FAILED));
        assertEquals(RunState.SOME_FAILED, outcome.state());
        assertEquals(6, outcome.exitCode().code());
        assertEquals(Map.of("failed", 1L), outcome.counts());
    }

    @Test
    void everyFaultHasItsExitCode() {
        Map<Fault, Integer> codes = Map.of(Fault.CONFIGURATION, 2, Fault.INPUT, 3, Fault.SERVICE, 4, Fault.MACHINE, 5);
        codes.forEach((fault, code) -> {
            RunOutcome outcome = fixture.run(context -> {
                throw new TaskException(fault, "it went wrong", "mend it");
            });
            assertEquals(RunState.FAILED, outcome.state());
            assertEquals(code, outcome.exitCode().code());
            assertEquals(
                    Optional.of(new RunFailure(Optional.of(fault), "it went wrong", "mend it", "")), outcome.failure());
        });
    }

    @Test
    void whatWasDoneBeforeAFailureIsTold() throws IOException {
        RunOutcome outcome = fixture.run(context -> {
            throw new TaskException(
                    Fault.SERVICE, "no credit left", "top up", null, with(TaskResult.Outcome.SOME_FAILED));
        });
        assertEquals("3 of 4", outcome.headline());
        assertEquals(4, outcome.exitCode().code());
        assertTrue(file(outcome, "run.json").contains("\"message\" : \"no credit left\""));
    }

    @Test
    void aBugEndsWithOneAndShowsItsTrace() throws IOException {
        RunOutcome outcome = fixture.run(context -> {
            throw new IllegalStateException("impossible");
        });
        assertEquals(1, outcome.exitCode().code());
        RunFailure failure = outcome.failure().orElseThrow();
        assertEquals("java.lang.IllegalStateException: impossible", failure.message());
        assertTrue(failure.trace().contains("\tat dev.retort.core.run.TaskRunnerTest"));
        assertTrue(file(outcome, "run.log").contains("\tat dev.retort.core.run.TaskRunnerTest"));
    }

    @Test
    void aTaskThatReturnsNothingIsABug() {
        RunOutcome outcome = fixture.run(context -> nothing());
        assertEquals(1, outcome.exitCode().code());
        assertEquals(
                "java.lang.IllegalStateException: the task returned null",
                outcome.failure().orElseThrow().message());
    }

    @SuppressWarnings("NullAway") // what a plugin without null checks may do
    private static TaskResult nothing() {
        return null;
    }

    @Test
    void stackOverflowAndLinkageErrorsAreBugs() {
        for (Error error : List.of(new StackOverflowError(), new NoSuchMethodError("gone"))) {
            RunOutcome outcome = fixture.run(context -> {
                throw error;
            });
            assertEquals(ExitCode.BUG, outcome.exitCode());
        }
    }

    @Test
    void runningOutOfMemoryIsTheMachinesFault() {
        RunOutcome outcome = fixture.run(context -> {
            throw new OutOfMemoryError("Java heap space");
        });
        assertEquals(ExitCode.MACHINE, outcome.exitCode());
        RunFailure failure = outcome.failure().orElseThrow();
        assertEquals("out of memory: java.lang.OutOfMemoryError: Java heap space", failure.message());
        assertEquals(
                "give it more with java -Xmx…, or lower the concurrency; the limit of this run was "
                        + (Runtime.getRuntime().maxMemory() >> 20) + " MB",
                failure.mend());
    }

    @Test
    void runningOutOfThreadsIsTheMachinesFault() {
        RunOutcome outcome = fixture.run(context -> {
            throw new OutOfMemoryError("unable to create native thread");
        });
        assertEquals(
                "lower the concurrency, or raise the number of processes that the system allows (ulimit -u)",
                outcome.failure().orElseThrow().mend());
    }

    @Test
    void theFirstWishDrains() {
        RunOutcome outcome = fixture.run(context -> {
            CountDownLatch asked = new CountDownLatch(1);
            context.cancellation().onRequest(asked::countDown);
            assertFalse(context.cancellation().requested());
            fixture.cancellation.request();
            asked.await();
            return with(TaskResult.Outcome.CANCELLED);
        });
        assertEquals(RunState.CANCELLED, outcome.state());
        assertEquals(130, outcome.exitCode().code());
        assertEquals("3 of 4", outcome.headline());
    }

    @Test
    void theSecondWishInterrupts() {
        RunOutcome outcome = fixture.run(context -> {
            fixture.cancellation.request();
            fixture.cancellation.request();
            new CountDownLatch(1).await();
            return Fixture.FINE;
        });
        assertEquals(130, outcome.exitCode().code());
        assertEquals(Optional.empty(), outcome.failure());
    }

    @Test
    void whatWasDoneBeforeStoppingIsTold() {
        RunOutcome outcome = fixture.run(context -> {
            fixture.cancellation.raise(CancellationSource.Stage.STOP_NOW);
            throw new TaskException(
                    Fault.SERVICE, "call was interrupted", "", null, with(TaskResult.Outcome.CANCELLED));
        });
        assertEquals(130, outcome.exitCode().code());
        assertEquals("3 of 4", outcome.headline());
        assertEquals(Optional.empty(), outcome.failure());
    }

    @Test
    void aTaskThatIgnoresTheInterruptIsLeftBehind() throws IOException {
        AtomicBoolean end = new AtomicBoolean();
        RunOutcome outcome = fixture.run(context -> {
            fixture.cancellation.raise(CancellationSource.Stage.STOP_NOW);
            while (!end.get()) {
                Thread.onSpinWait();
            }
            return Fixture.FINE;
        });
        end.set(true);
        assertEquals(130, outcome.exitCode().code());
        assertEquals(
                "the task did not stop within 1 s and was left behind",
                outcome.failure().orElseThrow().message());
        assertTrue(file(outcome, "run.json").contains("\"state\" : \"cancelled\""));
    }

    @Test
    void progressIsShownAtOnceAndOnceMoreAtTheEnd() throws IOException {
        RunOutcome outcome = fixture.run(context -> {
            ProgressSnapshot snapshot =
                    new ProgressSnapshot("records", 117, 2, 10, OptionalLong.of(164), Map.of("timeout", 2L), List.of());
            context.watch(() -> snapshot).close();
            return Fixture.FINE;
        });
        assertEquals(2, fixture.shown.size());
        assertFalse(fixture.shown.get(0).last());
        assertTrue(fixture.shown.get(1).last());
        assertEquals(117, outcome.progress().orElseThrow().snapshot().succeeded());
        assertTrue(file(outcome, "run.json").contains("\"succeeded\" : 117"));
        assertTrue(file(outcome, "report.html").contains("timeout"));
    }

    @Test
    void aSourceOfProgressThatFailsDoesNotStopTheTask() {
        RunOutcome outcome = fixture.run(context -> {
            context.watch(() -> {
                        throw new IllegalStateException("no figures");
                    })
                    .close();
            return Fixture.FINE;
        });
        assertEquals(ExitCode.DONE, outcome.exitCode());
        assertEquals(List.of("progress cannot be shown; the run goes on: no figures"), fixture.warned);
    }

    @Test
    void aRunDirectoryThatCannotBeMadeIsTheMachinesFault() throws IOException {
        Files.writeString(fixture.root.resolve("runs"), "a file");
        RunOutcome outcome = fixture.run(context -> Fixture.FINE);
        assertEquals(ExitCode.MACHINE, outcome.exitCode());
        assertEquals(Optional.empty(), outcome.directory());
        Path runs = fixture.root.resolve("runs");
        assertEquals(
                "cannot make a run directory in " + runs.resolve("my_scores") + ": " + runs + " is a file",
                outcome.failure().orElseThrow().message());
        assertEquals(
                "make it writable, or choose another place with --runs-dir",
                outcome.failure().orElseThrow().mend());
    }

    @Test
    void aLostRunDirectoryDoesNotLoseTheResult() {
        RunOutcome outcome = fixture.run(context -> {
            try (var files = Files.list(context.runDirectory())) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
                Files.delete(context.runDirectory());
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            return Fixture.FINE;
        });
        assertEquals(ExitCode.DONE, outcome.exitCode());
        assertEquals("164 answered", outcome.headline());
        assertEquals(Optional.empty(), outcome.report());
        assertEquals(2, outcome.warnings().size(), outcome.warnings()::toString);
        assertTrue(outcome.warnings().get(0).startsWith("report.html of the run cannot be written: "));
        assertTrue(outcome.warnings().get(1).startsWith("run.json of the run cannot be written: "));
    }

    @Test
    void aCommandWithOtherSettingsCanBePasted() {
        fixture.run(context -> {
            assertEquals(
                    "java -jar engine.jar run-task 'configs/tasks/my task.yaml' --set distillation.retry_mode=true",
                    context.commandWith("distillation.retry_mode=true"));
            assertEquals(
                    "java -jar engine.jar run-task 'configs/tasks/my task.yaml' --set 'a=it'\\''s'",
                    context.commandWith("a=it's"));
            return Fixture.FINE;
        });
    }

    @Test
    void aThreadOfThePluginThatDiesIsToldMasked() throws IOException {
        fixture.plant("sesame-open");
        RunOutcome outcome = fixture.run(context -> {
            Thread worker = new Thread(
                    () -> {
                        throw new IllegalStateException("bad key sesame-open");
                    },
                    "worker-3");
            worker.start();
            worker.join();
            return Fixture.FINE;
        });
        assertEquals(
                List.of("the thread worker-3 ended with java.lang.IllegalStateException: bad key ***"), fixture.warned);
        assertTrue(file(outcome, "run.log").contains("java.lang.IllegalStateException: bad key ***\n\tat "));
        assertEquals(ExitCode.DONE, outcome.exitCode());
    }

    @Test
    void relativePathsStartFromTheWorkingDirectory() {
        fixture.run(context -> {
            assertEquals(fixture.root.resolve("out/x"), context.resolve(Path.of("out/x")));
            return Fixture.FINE;
        });
    }
}
