package dev.retort.core.plugin;

import java.nio.file.Path;
import java.util.List;

/**
 * What the manifest of a plugin jar says.
 *
 * @param jar the file, below the plugin directory as that was given
 * @param id {@code Plugin-Id}
 * @param version {@code Plugin-Version}; empty when the manifest has none
 * @param description {@code Plugin-Description}; empty when the manifest has none
 * @param requires {@code Plugin-Requires}: the range of SPI versions; empty when the manifest has none
 * @param taskTypes {@code Retort-Task-Types}
 * @param commands {@code Retort-Commands}
 * @param extensions the classes that {@code META-INF/extensions.idx} names
 */
public record PluginEntry(
        Path jar,
        String id,
        String version,
        String description,
        String requires,
        List<String> taskTypes,
        List<PluginCommand> commands,
        List<String> extensions) {

    public PluginEntry {
        taskTypes = List.copyOf(taskTypes);
        commands = List.copyOf(commands);
        extensions = List.copyOf(extensions);
    }

    /** The id with the version: {@code distillation 0.1.0}. */
    public String title() {
        return version.isEmpty() ? id : id + " " + version;
    }
}
