package dev.retort.cli;

import dev.retort.core.config.Mode;
import dev.retort.core.config.Setting;
import dev.retort.core.config.TaskSource;
import dev.retort.core.run.ExitCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code validate}: checks task files and starts nothing. */
@Command(
        name = "validate",
        description = "Check task files, and what they refer to, without starting anything.",
        mixinStandardHelpOptions = true)
final class ValidateCommand implements Callable<Integer> {

    private final Shell shell;

    @Parameters(arity = "1..*", paramLabel = "TASK.yaml", description = "The task files.")
    private List<Path> files;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Set a key, as for run-task.")
    private List<String> settings = new ArrayList<>();

    @Option(names = "--json", description = "Print the problems as JSON lines.")
    private boolean json;

    @Mixin
    private PluginOptions plugins = new PluginOptions();

    ValidateCommand(Shell shell) {
        this(shell, List.of());
    }

    /** Makes the command with its files and no option. */
    ValidateCommand(Shell shell, List<Path> files) {
        this.shell = shell;
        this.files = new ArrayList<>(files);
    }

    @Override
    public Integer call() {
        List<Setting> parsed = new ArrayList<>();
        for (String setting : settings) {
            parsed.add(Setting.parse(setting));
        }
        ProblemLines lines = new ProblemLines(shell.console(), json);
        ExitCode worst = ExitCode.DONE;
        try (Engine engine = new Engine(shell, plugins.directory(shell))) {
            for (Path file : files) {
                try {
                    engine.prepare(new TaskSource.File(file), parsed, Mode.VALIDATE, new RunsOptions(), lines);
                    if (!json) {
                        shell.console().print(file + ": ok");
                    }
                } catch (Stopped stopped) {
                    worst = stopped.code();
                }
            }
        }
        return worst.code();
    }
}
