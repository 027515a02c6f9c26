package dev.retort.core.config;

import dev.retort.core.config.problem.ProblemLog;
import dev.retort.core.config.yaml.Mapping;
import dev.retort.core.schema.RecordShape;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the first step gives.
 *
 * @param engine the shape of the engine's own keys
 * @param root null when the file cannot be read
 * @param taskType null when there is none, or none that is known
 * @param taskName a stand-in when there is none
 * @param written the engine's keys as they are written in the resolved file
 */
record Composed(
        Basis basis,
        ProblemLog log,
        RecordShape engine,
        KeyPlaces places,
        @Nullable Mapping root,
        @Nullable String taskType,
        String taskName,
        @Nullable Path outputDirectory,
        Environment environment,
        List<Path> files,
        Mapping written) {

    /**
     * What both steps work with.
     *
     * @param filesRead how many
     * @param envFile as written; null when there is none
     * @param ofCommand whether there is a command instead of a task file
     * @param options the option that sets a key, by the key's dotted path
     */
    record Basis(
            TaskFiles.Machine machine,
            Mode mode,
            int filesRead,
            @Nullable String envFile,
            boolean ofCommand,
            Map<String, String> options) {

        Basis with(int nowRead, @Nullable Path file) {
            return new Basis(machine, mode, nowRead, file == null ? null : file.toString(), ofCommand, options);
        }
    }
}
