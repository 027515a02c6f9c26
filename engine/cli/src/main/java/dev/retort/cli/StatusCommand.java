package dev.retort.cli;

import dev.retort.cli.show.StatusLines;
import dev.retort.core.json.JsonText;
import dev.retort.core.run.ExitCode;
import dev.retort.core.run.Pulse;
import dev.retort.core.run.RunSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code status}: how far runs are, from another shell and from their files alone. */
@Command(
        name = "status",
        description = "Show how far the runs are that are going on, or one run. Starts nothing and touches nothing.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

    private final Shell shell;

    @Parameters(
            paramLabel = "RUN",
            arity = "0..1",
            description = "A run's directory or name, a task's name (its latest run), or latest.")
    private @Nullable String meant;

    @Option(names = "--all", description = "Show all runs, also those that have ended.")
    private boolean all;

    @Option(names = "--json", description = "Print a JSON object for each run, one a line.")
    private boolean json;

    @Mixin
    private RunsOptions options = new RunsOptions();

    StatusCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Stopped {
        KnownRuns runs = new KnownRuns(shell, options);
        List<RunSummary> latestFirst = runs.list();
        if (meant != null) {
            show(lines(runs, latestFirst, runs.find(meant)));
            return ExitCode.DONE.code();
        }
        List<StatusLines> every =
                latestFirst.stream().map(run -> lines(runs, latestFirst, run)).toList();
        List<StatusLines> shown = new ArrayList<>(
                all ? every : every.stream().filter(StatusCommand::concerns).toList());
        shown.sort(Comparator.comparing(status -> !status.pulse().mayRun()));
        if (shown.isEmpty() && !json) {
            shell.console().print((every.isEmpty() ? "no runs in " : "nothing is running in ") + runs.root());
            every.stream().limit(1).forEach(last -> shell.console().print("last: " + last.line()));
        }
        shown.forEach(status -> shell.console().print(json ? new JsonText().line(status.fields()) : status.line()));
        return ExitCode.DONE.code();
    }

    /** What may be going on; and what died unless its task has been run again, for that is what somebody should do. */
    private static boolean concerns(StatusLines status) {
        return status.pulse().mayRun() || (status.pulse().beat() == Pulse.Beat.GONE && !status.superseded());
    }

    private StatusLines lines(KnownRuns runs, List<RunSummary> latestFirst, RunSummary run) {
        Pulse pulse = runs.pulse(run);
        boolean superseded = pulse.beat() == Pulse.Beat.GONE
                && latestFirst.stream()
                        .takeWhile(later -> later.name().compareTo(run.name()) > 0)
                        .anyMatch(later -> later.taskName().equals(run.taskName()));
        return new StatusLines(run, pulse, superseded, shell.clock().instant());
    }

    private void show(StatusLines status) {
        Console console = shell.console();
        if (json) {
            console.print(new JsonText().line(status.fields()));
            return;
        }
        console.print(status.line());
        status.facts(shell.launcher()).forEach((label, text) -> console.print(fact(label, text)));
        console.print(fact("files", shell.shown(status.run().directory()).toString()));
    }

    private static String fact(String label, String text) {
        return String.format(Locale.ROOT, "  %-8s %s", label, text);
    }
}
