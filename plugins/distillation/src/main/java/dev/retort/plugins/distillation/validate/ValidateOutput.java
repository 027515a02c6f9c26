package dev.retort.plugins.distillation.validate;

import dev.retort.spi.Problems;
import dev.retort.spi.Task;
import dev.retort.spi.TaskCommand;
import dev.retort.spi.TaskType;
import java.util.List;
import java.util.Map;
import org.pf4j.Extension;

/** The task type {@code validate_output}. */
@Extension
public final class ValidateOutput implements TaskType<ValidateOutputConfig> {

    @Override
    public String name() {
        return "validate_output";
    }

    @Override
    public String summary() {
        return "Checks that every record of an input has its answer in the output.";
    }

    @Override
    public Class<ValidateOutputConfig> configType() {
        return ValidateOutputConfig.class;
    }

    @Override
    public void check(ValidateOutputConfig config, Problems problems) {
        try {
            config.validate().part();
        } catch (IllegalArgumentException e) {
            problems.error(
                    "validate.shard", String.valueOf(e.getMessage()), "write \"3/100\" for the third of a hundred");
        }
    }

    @Override
    public Task create(ValidateOutputConfig config) {
        return new ValidateOutputTask(config.validate());
    }

    @Override
    public List<TaskCommand> commands() {
        return List.of(new TaskCommand(
                List.of("validate-output"),
                "Check that every record of an input has its answer in the output. Changes nothing.",
                List.of(
                        TaskCommand.Option.of("--input-path", "validate.input_path"),
                        TaskCommand.Option.of("--output-path", "validate.output_path"),
                        TaskCommand.Option.of("--id", "validate.id"),
                        TaskCommand.Option.of("--shard", "validate.shard")),
                Map.of("task_name", "validate_output")));
    }
}
