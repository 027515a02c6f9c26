package dev.retort.core.config;

import java.nio.file.Path;
import java.util.Map;

/** Where a task comes from. */
public sealed interface TaskSource {

    /**
     * A task file.
     *
     * @param path as the user wrote it; relative to the working directory
     */
    record File(Path path) implements TaskSource {}

    /**
     * A command with options instead of a file.
     *
     * @param words {@code distillation generate}
     * @param options the option that sets a key, by the key's dotted path
     */
    record Command(String words, Map<String, String> options) implements TaskSource {
        public Command {
            options = Map.copyOf(options);
        }
    }
}
