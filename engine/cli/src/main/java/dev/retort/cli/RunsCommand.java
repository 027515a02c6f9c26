package dev.retort.cli;

import dev.retort.cli.show.Amounts;
import dev.retort.core.json.JsonText;
import dev.retort.core.run.ExitCode;
import dev.retort.core.run.Machine;
import dev.retort.core.run.RunSummary;
import dev.retort.core.run.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code runs}: what ran, from the files of the runs alone. */
@Command(
        name = "runs",
        description = "List the runs, or show one.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "(list | show)")
final class RunsCommand {

    private final Shell shell;

    RunsCommand(Shell shell) {
        this.shell = shell;
    }

    @Command(description = "List the runs, the latest first.", mixinStandardHelpOptions = true)
    int list(
            @Mixin RunsOptions runs,
            @Option(names = "--json", description = "Print run.json of each, one a line.") boolean json) {
        Path root = shell.workingDirectory().resolve(runs.root());
        if (Files.exists(root) && !Files.isDirectory(root)) {
            shell.console().tell(runs.root() + " is no directory of runs");
            return ExitCode.CONFIGURATION.code();
        }
        List<RunSummary> all;
        try {
            all = runs(runs).list();
        } catch (IOException e) {
            return unreadable(runs, e);
        }
        Console console = shell.console();
        if (all.isEmpty() && !json) {
            console.print("no runs in " + runs.root());
        }
        JsonText text = new JsonText();
        for (RunSummary run : all) {
            console.print(json ? text.line(run.members()) : line(run));
        }
        return ExitCode.DONE.code();
    }

    @Command(description = "Show one run.", mixinStandardHelpOptions = true)
    int show(
            @Mixin RunsOptions runs,
            @Option(names = "--json", description = "Print run.json.") boolean json,
            @Parameters(
                            paramLabel = "RUN",
                            description = "A run's directory or name, a task's name (its latest run), or latest.",
                            defaultValue = "latest")
                    String meant) {
        Optional<RunSummary> found;
        try {
            found = runs(runs).find(meant);
        } catch (IOException e) {
            return unreadable(runs, e);
        }
        Console console = shell.console();
        if (found.isEmpty() || isNoRun(found.get())) {
            console.tell("no run in " + runs.root() + " is called " + meant + ". What there is: " + shell.launcher()
                    + " runs list");
            return ExitCode.CONFIGURATION.code();
        }
        RunSummary run = found.get();
        if (json) {
            console.print(new JsonText().pretty(run.members()).stripTrailing());
            return ExitCode.DONE.code();
        }
        console.print(line(run));
        for (String fact : facts(run)) {
            console.print("  " + fact);
        }
        return ExitCode.DONE.code();
    }

    /** A directory that was named by its path, but holds nothing of a run; a damaged run.json is a run all the same. */
    private static boolean isNoRun(RunSummary run) {
        return run.taskType().isEmpty() && !Files.exists(run.directory().resolve("run.json"));
    }

    private Runs runs(RunsOptions options) {
        return new Runs(shell.workingDirectory().resolve(options.root()), Machine.current(), shell.clock());
    }

    private int unreadable(RunsOptions runs, IOException e) {
        shell.console().tell("the runs cannot be read: " + runs.root() + ": " + e.getMessage());
        return ExitCode.MACHINE.code();
    }

    private static String line(RunSummary run) {
        return String.format(
                        Locale.ROOT,
                        "%-22s  %-20s  %-10s  %-12s  %s",
                        run.name(),
                        run.taskName(),
                        run.state().key(),
                        run.duration().map(Amounts::span).orElse("–"),
                        run.headline().isEmpty() ? run.message() : run.headline())
                .stripTrailing();
    }

    private List<String> facts(RunSummary run) {
        List<String> facts = new ArrayList<>();
        facts.add(fact("type", run.taskType()));
        run.started()
                .ifPresent(start -> facts.add(fact(
                        "started",
                        start.atZone(shell.clock().getZone())
                                .toLocalDateTime()
                                .withNano(0)
                                .toString()
                                .replace('T', ' '))));
        run.exitCode().ifPresent(code -> facts.add(fact("exit", Integer.toString(code))));
        facts.add(fact("host", run.host() + ", pid " + run.pid()));
        if (!run.message().isEmpty()) {
            facts.add(fact("message", run.message()));
        }
        facts.add(fact("files", shell.shown(run.directory()).toString()));
        return facts;
    }

    private static String fact(String label, String text) {
        return String.format(Locale.ROOT, "%-8s %s", label, text);
    }
}
