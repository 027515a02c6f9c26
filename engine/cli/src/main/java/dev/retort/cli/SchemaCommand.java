package dev.retort.cli;

import dev.retort.core.config.TaskReference;
import dev.retort.core.run.ExitCode;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code schema}: a JSON Schema, with which an editor completes and checks task files. */
@Command(
        name = "schema",
        description = "Print the JSON Schema (2020-12) of a task type, for editors.",
        mixinStandardHelpOptions = true)
final class SchemaCommand implements Callable<Integer> {

    private final Shell shell;

    @Parameters(paramLabel = "TASK_TYPE", description = "Such as data_distillation.")
    private @Nullable String taskType;

    @Option(
            names = "--file",
            paramLabel = "KEY",
            description =
                    "Print the schema of the file that this key names instead, such as distillation.model_config.")
    private @Nullable String key;

    @Mixin
    private PluginOptions plugins = new PluginOptions();

    SchemaCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Stopped {
        try (Engine engine = new Engine(shell, plugins.directory(shell))) {
            TaskReference reference = DescribeCommand.reference(engine, Objects.requireNonNull(taskType));
            String wanted = key;
            if (wanted == null) {
                shell.console().print(reference.jsonSchema().stripTrailing());
                return ExitCode.DONE.code();
            }
            String other = reference.jsonSchemasOfOtherFiles().get(wanted);
            if (other == null) {
                shell.console()
                        .tell("'" + wanted + "' names no file in " + taskType + ". Keys that do: "
                                + String.join(
                                        ", ",
                                        reference.jsonSchemasOfOtherFiles().keySet()));
                return ExitCode.CONFIGURATION.code();
            }
            shell.console().print(other.stripTrailing());
            return ExitCode.DONE.code();
        }
    }
}
