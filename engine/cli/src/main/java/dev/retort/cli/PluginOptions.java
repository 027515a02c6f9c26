package dev.retort.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where plugins are looked for. */
final class PluginOptions {

    @Option(
            names = "--plugins-dir",
            paramLabel = "DIR",
            description = "Load plugins from here. Default: $RETORT_PLUGINS_DIR, else plugins/ beside engine.jar.")
    private @Nullable Path directory;

    Path directory(Shell shell) {
        if (directory != null) {
            return directory;
        }
        String variable = shell.environment().get("RETORT_PLUGINS_DIR");
        return variable == null || variable.isEmpty()
                ? shell.shown(shell.engineDirectory().resolve("plugins"))
                : Path.of(variable);
    }
}
