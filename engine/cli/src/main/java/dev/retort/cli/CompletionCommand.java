package dev.retort.cli;

import dev.retort.core.run.ExitCode;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code completion}: a script that completes words in bash and zsh. */
@Command(
        name = "completion",
        description = {
            "Print a completion script for bash and zsh.",
            "  alias retort='java -jar /path/to/engine.jar'",
            "  source <(retort completion)"
        },
        mixinStandardHelpOptions = true)
final class CompletionCommand implements Callable<Integer> {

    private final Shell shell;

    @Spec
    private @Nullable CommandSpec spec;

    CompletionCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        shell.console()
                .print(AutoComplete.bash(
                        "retort", Objects.requireNonNull(spec).root().commandLine()));
        return ExitCode.DONE.code();
    }
}
