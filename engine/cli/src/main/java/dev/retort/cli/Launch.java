package dev.retort.cli;

import dev.retort.cli.show.JsonDisplay;
import dev.retort.cli.show.LiveDisplay;
import dev.retort.cli.show.PlainDisplay;
import dev.retort.cli.show.QuietDisplay;
import dev.retort.core.run.CancellationSource;
import dev.retort.core.run.Machine;
import dev.retort.core.run.ProgressDisplay;
import dev.retort.core.run.RunOutcome;
import dev.retort.core.run.RunRequest;
import dev.retort.core.run.TaskRunner;
import java.util.Optional;

/** Runs a task that is ready to run, with the display that suits, and prints how it ended. */
final class Launch {

    private final Shell shell;
    private final OutputOptions options;

    Launch(Shell shell, OutputOptions options) {
        this.shell = shell;
        this.options = options;
    }

    int run(RunRequest request) {
        String title = request.taskName() + " · " + request.taskType() + " "
                + request.plugin().version();
        RunOutcome outcome = show(request, title);
        OutcomeLines lines = new OutcomeLines(shell);
        if (options.json()) {
            lines.json(outcome);
        } else {
            lines.text(outcome, options.quiet());
        }
        return outcome.exitCode().code();
    }

    private RunOutcome show(RunRequest request, String title) {
        Console console = shell.console();
        if (options.json()) {
            return run(request, new JsonDisplay(console::print));
        }
        if (options.quiet()) {
            return run(request, new QuietDisplay(console::tell));
        }
        Optional<LiveDisplay> live =
                shell.terminal() ? LiveDisplay.open(title, console::print, console::tell) : Optional.empty();
        if (live.isPresent()) {
            try (LiveDisplay display = live.get()) {
                return run(request, display);
            }
        }
        return run(request, new PlainDisplay(title, console::print, console::tell));
    }

    private RunOutcome run(RunRequest request, ProgressDisplay display) {
        CancellationSource cancellation = new CancellationSource();
        TaskRunner runner = new TaskRunner(shell.version(), Machine.current(), shell.clock());
        try (Interrupts interrupts = Interrupts.listen(cancellation, display::say)) {
            return runner.run(request, display, cancellation);
        }
    }
}
