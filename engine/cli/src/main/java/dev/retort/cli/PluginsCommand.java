package dev.retort.cli;

import dev.retort.core.plugin.LoadedPlugin;
import dev.retort.core.plugin.PluginEntry;
import dev.retort.core.plugin.PluginLoadException;
import dev.retort.core.plugin.PluginProblem;
import dev.retort.core.run.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code plugins}: what is there, and what is wrong with it. */
@Command(
        name = "plugins",
        description = "List the plugins, or examine them.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "(list | doctor)")
final class PluginsCommand {

    private final Shell shell;

    PluginsCommand(Shell shell) {
        this.shell = shell;
    }

    @Command(
            description = "List the plugins, what they bring, and what is wrong with their manifests.",
            mixinStandardHelpOptions = true)
    int list(@Mixin PluginOptions plugins) {
        try (Engine engine = new Engine(shell, plugins.directory(shell))) {
            Console console = shell.console();
            if (engine.index().plugins().isEmpty()) {
                console.print("no plugins in " + engine.index().directory());
            }
            for (PluginEntry plugin : engine.index().plugins()) {
                console.print(String.format(Locale.ROOT, "%-28s %s", plugin.title(), plugin.jar()));
                if (!plugin.description().isEmpty()) {
                    console.print("  " + plugin.description());
                }
                console.print("  task types: " + names(plugin.taskTypes()));
                if (!plugin.commands().isEmpty()) {
                    console.print("  commands:   "
                            + names(plugin.commands().stream()
                                    .map(command -> command.text())
                                    .toList()));
                }
            }
            engine.index().problems().forEach(problem -> console.tell(problem.message()));
            return ExitCode.DONE.code();
        }
    }

    @Command(
            description = "Load every plugin and report whatever is wrong; exit code 2 when anything is.",
            mixinStandardHelpOptions = true)
    int doctor(@Mixin PluginOptions plugins) {
        try (Engine engine = new Engine(shell, plugins.directory(shell))) {
            Console console = shell.console();
            List<PluginProblem> problems = new ArrayList<>(engine.index().problems());
            for (PluginEntry plugin : engine.index().plugins()) {
                List<PluginProblem> found = new ArrayList<>();
                if (engine.index().problemsOf(plugin).isEmpty()) {
                    found.addAll(examine(engine, plugin));
                    problems.addAll(found);
                }
                boolean sound =
                        found.isEmpty() && engine.index().problemsOf(plugin).isEmpty();
                console.print(String.format(
                        Locale.ROOT, "%-28s %s", plugin.title(), sound ? "ok" : "does not work as it should"));
            }
            problems.forEach(problem -> console.tell(problem.message()));
            console.print(String.format(
                    Locale.ROOT,
                    "%s in %s, %s",
                    counted(engine.index().plugins().size(), "plugin"),
                    engine.index().directory(),
                    counted(problems.size(), "problem")));
            return (problems.isEmpty() ? ExitCode.DONE : ExitCode.CONFIGURATION).code();
        }
    }

    private static List<PluginProblem> examine(Engine engine, PluginEntry plugin) {
        try {
            LoadedPlugin loaded = engine.host().load(plugin);
            return loaded.examine();
        } catch (PluginLoadException e) {
            return List.of(e.problem());
        }
    }

    private static String counted(int count, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", count, noun, count == 1 ? "" : "s");
    }

    private static String names(List<String> names) {
        return names.isEmpty() ? "none" : String.join(", ", names);
    }
}
