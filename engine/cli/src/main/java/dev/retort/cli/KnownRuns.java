package dev.retort.cli;

import dev.retort.core.run.ExitCode;
import dev.retort.core.run.Machine;
import dev.retort.core.run.Pulse;
import dev.retort.core.run.RunSummary;
import dev.retort.core.run.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The runs below one root, for commands that look at them: what cannot be found or read is told, and ends the command. */
final class KnownRuns {

    private final Shell shell;
    private final Path shown;
    private final Runs runs;

    KnownRuns(Shell shell, RunsOptions options) {
        this.shell = shell;
        this.shown = options.root();
        this.runs = new Runs(shell.workingDirectory().resolve(shown), Machine.current(), shell.clock());
    }

    /** The root as the user wrote it. */
    Path root() {
        return shown;
    }

    /** All of them, the latest first. */
    List<RunSummary> list() throws Stopped {
        Path root = shell.workingDirectory().resolve(shown);
        if (Files.exists(root) && !Files.isDirectory(root)) {
            shell.console().tell(shown + " is no directory of runs");
            throw new Stopped(ExitCode.CONFIGURATION);
        }
        try {
            return runs.list();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** The one that is meant. */
    RunSummary find(String meant) throws Stopped {
        Optional<RunSummary> found;
        try {
            found = runs.find(meant);
        } catch (IOException e) {
            throw unreadable(e);
        }
        if (found.isEmpty() || isNoRun(found.get())) {
            shell.console()
                    .tell("no run in " + shown + " is called " + meant + ". What there is: " + shell.launcher()
                            + " runs list");
            throw new Stopped(ExitCode.CONFIGURATION);
        }
        return found.get();
    }

    Pulse pulse(RunSummary run) {
        return runs.pulse(run);
    }

    void requestCancel(RunSummary run, boolean now) throws IOException {
        runs.requestCancel(run, now);
    }

    /** A directory that was named by its path, but holds nothing of a run; a damaged run.json is a run all the same. */
    private static boolean isNoRun(RunSummary run) {
        return run.taskType().isEmpty() && !Files.exists(run.directory().resolve("run.json"));
    }

    private Stopped unreadable(IOException e) {
        shell.console().tell("the runs cannot be read: " + shown + ": " + e.getMessage());
        return new Stopped(ExitCode.MACHINE);
    }
}
