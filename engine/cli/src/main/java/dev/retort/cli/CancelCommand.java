package dev.retort.cli;

import dev.retort.cli.show.Amounts;
import dev.retort.core.run.ExitCode;
import dev.retort.core.run.Pulse;
import dev.retort.core.run.RunSummary;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cancel}: asks a run to end that goes on in another shell or on another machine, by a file in its directory. */
@Command(
        name = "cancel",
        description = "Ask a run to end: what is under way is finished and kept.",
        mixinStandardHelpOptions = true)
final class CancelCommand implements Callable<Integer> {

    private final Shell shell;

    @Parameters(
            paramLabel = "RUN",
            description = "A run's directory or name, a task's name (its latest run), or latest.")
    private @Nullable String meant;

    @Option(names = "--now", description = "Stop at once; what is under way is lost, what is finished is kept.")
    private boolean now;

    @Mixin
    private RunsOptions options = new RunsOptions();

    CancelCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Stopped {
        KnownRuns runs = new KnownRuns(shell, options);
        RunSummary run = runs.find(Objects.requireNonNull(meant));
        Pulse pulse = runs.pulse(run);
        Console console = shell.console();
        if (!pulse.mayRun()) {
            console.tell(run.name() + " of " + run.taskName() + " is not running: "
                    + switch (pulse.beat()) {
                        case GONE -> "its process is gone";
                        case UNREADABLE -> "its run.json cannot be read";
                        default -> "it has ended, " + run.state().key().replace('_', ' ');
                    });
            console.tell("What is: " + shell.launcher() + " status");
            return ExitCode.CONFIGURATION.code();
        }
        try {
            runs.requestCancel(run, now);
        } catch (IOException e) {
            console.tell(run.name() + " cannot be asked to end: "
                    + (e instanceof AccessDeniedException
                            ? shell.shown(run.directory()) + " is not writable"
                            : e.getMessage()));
            return ExitCode.MACHINE.code();
        }
        console.print(run.name() + " of " + run.taskName() + " is asked to "
                + (now ? "stop at once" : "end: what is under way is finished and kept")
                + (pulse.beat() == Pulse.Beat.SILENT
                        ? "; it has been silent for " + Amounts.shortSpan(pulse.silence())
                        : ""));
        console.print("  how far  " + shell.launcher() + " status " + run.name());
        return ExitCode.DONE.code();
    }
}
