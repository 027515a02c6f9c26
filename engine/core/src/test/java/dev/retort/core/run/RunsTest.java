package dev.retort.core.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retort.spi.Fault;
import dev.retort.spi.TaskException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunsTest {

    private static final Instant NOW = Instant.parse("2026-02-09T16:00:00Z");

    private final Machine machine = Machine.current();
    private final Path root;
    private final Runs runs;

    RunsTest(@TempDir Path root) {
        this.root = root;
        this.runs = new Runs(root, machine, InstantSource.fixed(NOW));
    }

    private Path write(String task, String run, String json) throws IOException {
        Path directory = Files.createDirectories(root.resolve(task).resolve(run));
        Files.writeString(directory.resolve("run.json"), json);
        return directory;
    }

    private String running(String host, long pid, String processStarted, String updated) {
        return """
                {"task_name": "distill", "state": "running", "host": "%s", "pid": %d,
                 "process_started": "%s", "started": "2026-02-09T15:30:00Z", "updated": "%s"}
                """
                .formatted(host, pid, processStarted, updated);
    }

    @Test
    void listsTheLatestFirstAndSkipsTheLink() throws IOException {
        write("b", "run_20260209_153045", "{\"state\": \"done\"}");
        Path last = write("a", "run_20260209_153046", "{\"state\": \"done\"}");
        write("a", "run_20260208_120000", "{\"state\": \"done\"}");
        Files.createSymbolicLink(root.resolve("a/latest"), last.getFileName());
        Files.createDirectory(root.resolve("a/notes"));
        assertEquals(
                List.of("run_20260209_153046", "run_20260209_153045", "run_20260208_120000"),
                runs.list().stream().map(RunSummary::name).toList());
    }

    @Test
    void aMissingRootHoldsNoRuns() throws IOException {
        assertEquals(List.of(), new Runs(root.resolve("none"), machine, InstantSource.system()).list());
    }

    @Test
    void readsWhatARunHasWritten() throws IOException {
        Fixture fixture = new Fixture(root);
        fixture.run(context -> {
            throw new TaskException(Fault.INPUT, "line 7 is no object", "mend it");
        });
        RunSummary run = new Runs(root.resolve("runs"), machine, InstantSource.system())
                .find("my_scores")
                .orElseThrow();
        assertEquals("run_20260209_153045", run.name());
        assertEquals("my_scores", run.taskName());
        assertEquals("score_records", run.taskType());
        assertEquals(RunState.FAILED, run.state());
        assertEquals(OptionalInt.of(3), run.exitCode());
        assertEquals("line 7 is no object", run.message());
        assertEquals(machine.host(), run.host());
        assertEquals(machine.pid(), run.pid());
        assertEquals(Optional.of(Fixture.START), run.started());
        assertEquals("input", run.members().get("fault"));
        assertEquals(
                "java -jar engine.jar run-task 'configs/tasks/my task.yaml'",
                run.members().get("command"));
    }

    @Test
    void aDamagedFileGivesAnUnknownRun() throws IOException {
        for (String damaged :
                List.of("", "{\"state\": \"don", "[1]", "\"x\"", "{\"state\": 7}", "{\"state\": \"odd\"}")) {
            RunSummary run = runs.read(write("a", "run_20260209_153046", damaged));
            assertEquals(RunState.UNKNOWN, run.state(), damaged);
            assertEquals("a", run.taskName());
        }
        Path empty = Files.createDirectories(root.resolve("a/run_20260209_153047"));
        assertEquals(RunState.UNKNOWN, runs.read(empty).state());
    }

    @Test
    void membersOfTheWrongKindAreIgnored() throws IOException {
        RunSummary run = runs.read(
                write(
                        "a",
                        "run_20260209_153046",
                        "{\"state\": \"done\", \"started\": \"yesterday\", \"pid\": \"x\", \"exit_code\": null, \"headline\": 7}"));
        assertEquals(RunState.DONE, run.state());
        assertEquals(Optional.empty(), run.started());
        assertEquals(OptionalInt.empty(), run.exitCode());
        assertEquals("", run.headline());
    }

    @Test
    void aRunOfThisProcessIsRunning() throws IOException {
        String started = machine.processStarted().orElseThrow().toString();
        RunSummary run =
                runs.read(write("a", "run_1", running(machine.host(), machine.pid(), started, "2026-02-09T15:59:59Z")));
        assertEquals(RunState.RUNNING, run.state());
        assertEquals(Optional.of(Duration.ofMinutes(30).minusSeconds(1)), run.duration());
    }

    @Test
    void aRunWhoseProcessIdWasGivenToAnotherHasDied() throws IOException {
        RunSummary run = runs.read(write(
                "a", "run_1", running(machine.host(), machine.pid(), "2020-01-01T00:00:00Z", "2026-02-09T15:59:59Z")));
        assertEquals(RunState.DIED, run.state());
    }

    @Test
    void aRunWhoseProcessIsGoneHasDied() throws IOException {
        RunSummary run = runs.read(write(
                "a", "run_1", running(machine.host(), 4_194_305, "2020-01-01T00:00:00Z", "2026-02-09T15:59:59Z")));
        assertEquals(RunState.DIED, run.state());
    }

    @Test
    void aRunOfAnotherMachineIsJudgedByItsHeartbeat() throws IOException {
        assertEquals(
                RunState.RUNNING,
                runs.read(write("a", "run_1", running("elsewhere", 1, "", "2026-02-09T15:59:00Z")))
                        .state());
        assertEquals(
                RunState.DIED,
                runs.read(write("a", "run_2", running("elsewhere", 1, "", "2026-02-09T15:49:00Z")))
                        .state());
    }

    @Test
    void findsByNameTaskPathAndLatest() throws IOException {
        Path old = write("a", "run_20260208_120000", "{\"task_name\": \"a\", \"state\": \"done\"}");
        Path last = write("a", "run_20260209_120000", "{\"task_name\": \"a\", \"state\": \"done\"}");
        write("b", "run_20260207_120000", "{\"task_name\": \"b\", \"state\": \"done\"}");
        Files.createSymbolicLink(root.resolve("a/latest"), last.getFileName());
        assertEquals(old, runs.find("run_20260208_120000").orElseThrow().directory());
        assertEquals(last, runs.find("a").orElseThrow().directory());
        assertEquals(last, runs.find("latest").orElseThrow().directory());
        assertEquals(old, runs.find(old.toString()).orElseThrow().directory());
        assertEquals(
                last,
                runs.find(root.resolve("a/latest").toString()).orElseThrow().directory());
        assertEquals(Optional.empty(), runs.find("c"));
        assertEquals(Optional.empty(), runs.find("no/where"));
    }

    @Test
    void aRequestToCancelIsAFileInTheRunDirectory() throws IOException {
        RunSummary run = runs.read(write("a", "run_1", "{\"state\": \"done\"}"));
        runs.requestCancel(run, false);
        assertEquals("drain\n", Files.readString(run.directory().resolve("cancel")));
        runs.requestCancel(run, true);
        assertTrue(Files.readString(run.directory().resolve("cancel")).startsWith("now"));
    }
}
