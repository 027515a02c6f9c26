package dev.retort.cli;

import dev.retort.cli.show.Amounts;
import dev.retort.core.json.JsonText;
import dev.retort.core.run.ExitCode;
import dev.retort.core.run.RunSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
            @Option(names = "--json", description = "Print run.json of each, one a line.") boolean json)
            throws Stopped {
        KnownRuns known = new KnownRuns(shell, runs);
        List<RunSummary> all = known.list();
        Console console = shell.console();
        if (all.isEmpty() && !json) {
            console.print("no runs in " + known.root());
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
                    String meant)
            throws Stopped {
        Console console = shell.console();
        RunSummary run = new KnownRuns(shell, runs).find(meant);
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
