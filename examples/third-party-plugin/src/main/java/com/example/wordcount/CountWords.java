package com.example.wordcount;

import dev.retort.spi.Problems;
import dev.retort.spi.Task;
import dev.retort.spi.TaskCommand;
import dev.retort.spi.TaskType;
import java.util.List;
import java.util.Map;
import org.pf4j.Extension;

/** The task type {@code count_words}: what the engine finds through the manifest and the index, and makes once. */
@Extension
public final class CountWords implements TaskType<CountWordsConfig> {

    @Override
    public String name() {
        return "count_words";
    }

    @Override
    public String summary() {
        return "Counts the words of a text.";
    }

    @Override
    public Class<CountWordsConfig> configType() {
        return CountWordsConfig.class;
    }

    /** What no single key can know: here, that two paths must differ. */
    @Override
    public void check(CountWordsConfig config, Problems problems) {
        if (config.output().normalize().equals(config.input().normalize())) {
            problems.error(
                    "output", "the counts would be written over the text " + config.input(), "choose another file");
        }
    }

    @Override
    public Task create(CountWordsConfig config) {
        return new CountWordsTask(config);
    }

    /** The same task without a task file: {@code count-words --input … --output …}. */
    @Override
    public List<TaskCommand> commands() {
        return List.of(new TaskCommand(
                List.of("count-words"),
                "Count the words of a text without a task file.",
                List.of(
                        TaskCommand.Option.of("--input", "input"),
                        TaskCommand.Option.of("--output", "output"),
                        TaskCommand.Option.of("--shortest", "shortest")),
                Map.of("task_name", "count_words")));
    }
}
