package dev.retort.core.config;

import dev.retort.core.schema.InvalidRecordException;
import dev.retort.core.schema.RecordShape;
import dev.retort.spi.config.Default;
import dev.retort.spi.config.Description;
import dev.retort.spi.config.Example;
import dev.retort.spi.config.Key;
import java.nio.file.Path;
import java.util.Optional;

/** The engine's own keys of a task file. */
public record EngineKeys(
        @Description(
                        "The name of the task, and of the directory that holds its runs: letters, digits, '.', '_' and '-'.")
                @Example("my_task")
                String taskName,
        @Description("Which task this is; decides what the other keys are.") String taskType,
        @Key("extends")
                @Description(
                        "Another task file, relative to this one, whose keys hold where this file has none: sections are "
                                + "merged, lists are replaced.")
                @Example("base.yaml")
                Optional<String> base,
        @Default("{}") EnvironmentKeys environment,
        @Description("Where the runs of this task are kept, instead of 'runs'.") @Example("runs")
                Optional<Path> outputDir) {

    /**
     * Makes sure that a plugin claims none of them.
     *
     * @throws InvalidRecordException when it does
     */
    static void refuseIn(RecordShape config) {
        for (String name : config.names()) {
            switch (name) {
                case "task_name", "task_type", "extends", "environment", "output_dir" ->
                    throw new InvalidRecordException(config.type(), "", "the key '" + name + "' is the engine's own");
                default -> {}
            }
        }
    }

    /** The section {@code environment}. */
    @Description("Where credentials and other variables come from.")
    public record EnvironmentKeys(
            @Description(
                            "A file of NAME=value lines, kept out of version control. A variable that the process has already wins.")
                    @Example("env/local.env")
                    Optional<Path> envFile) {}
}
