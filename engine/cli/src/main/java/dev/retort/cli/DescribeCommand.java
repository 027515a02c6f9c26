package dev.retort.cli;

import dev.retort.core.config.TaskReference;
import dev.retort.core.plugin.PluginEntry;
import dev.retort.core.run.ExitCode;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code describe}: every key of a task type, and an example. */
@Command(
        name = "describe",
        description = "Describe a task type: its keys, their defaults, an example. Without one, list the task types.",
        mixinStandardHelpOptions = true)
final class DescribeCommand implements Callable<Integer> {

    private final Shell shell;

    @Parameters(arity = "0..1", paramLabel = "TASK_TYPE", description = "Such as data_distillation.")
    private @Nullable String taskType;

    @Option(
            names = "--markdown",
            description = "Print it as Markdown; without a task type, the whole reference of the README.")
    private boolean markdown;

    @Mixin
    private PluginOptions plugins = new PluginOptions();

    DescribeCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Stopped {
        try (Engine engine = new Engine(shell, plugins.directory(shell))) {
            String name = taskType;
            if (name == null && markdown) {
                wholeReference(engine);
            } else if (name == null) {
                list(engine);
            } else {
                TaskReference reference = reference(engine, name);
                shell.console().print((markdown ? reference.markdown() : reference.describe()).stripTrailing());
            }
            return ExitCode.DONE.code();
        }
    }

    /** Everything that can stand in a file of a task type. */
    static TaskReference reference(Engine engine, String name) throws Stopped {
        Engine.Owned owned = engine.taskType(name);
        return owned.plugin().scope().call(() -> TaskReference.of(owned.type()));
    }

    /** The whole reference, as it stands in the README. */
    private void wholeReference(Engine engine) throws Stopped {
        shell.console().print(TaskReference.markdownOfEngineKeys().stripTrailing());
        for (String type : engine.index().taskTypes()) {
            shell.console().print("");
            shell.console().print(reference(engine, type).markdown().stripTrailing());
        }
    }

    private void list(Engine engine) throws Stopped {
        SortedMap<String, String> summaries = new TreeMap<>();
        for (PluginEntry plugin : engine.index().plugins()) {
            for (String type : plugin.taskTypes()) {
                // The manifest has one description; only where it is not enough the plugin is asked.
                boolean only = plugin.taskTypes().size() == 1;
                summaries.put(type, only ? plugin.description() : summary(engine, type));
            }
        }
        summaries.forEach((type, summary) -> shell.console()
                .print(String.format(Locale.ROOT, "%-28s %s", type, summary).stripTrailing()));
    }

    private static String summary(Engine engine, String name) throws Stopped {
        Engine.Owned owned = engine.taskType(name);
        return owned.plugin().scope().call(() -> owned.type().summary());
    }
}
