package dev.retort.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where runs leave their directories. */
final class RunsOptions {

    private static final Path DEFAULT = Path.of("runs");

    @Option(
            names = "--runs-dir",
            paramLabel = "DIR",
            description = "Where runs leave their directories. Default: output_dir of the task, else runs/.")
    private @Nullable Path directory;

    /** The root, when no task has a say. */
    Path root() {
        return directory == null ? DEFAULT : directory;
    }

    /** The root for a task: the option wins over the task's {@code output_dir}. */
    Path root(Optional<Path> outputDirectory) {
        return directory == null ? outputDirectory.orElse(DEFAULT) : directory;
    }

    /** Stands for the run's directory as long as there is none. */
    Path prospective(Optional<Path> outputDirectory, String taskName) {
        return root(outputDirectory).resolve(taskName).resolve("run");
    }
}
