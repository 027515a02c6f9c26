package dev.retort.core.plugin;

import java.util.List;

/**
 * A command of the command line, as the manifest of its plugin names it.
 *
 * @param words the command, one word an element: {@code ["distillation", "generate"]}
 * @param taskType the task type that it runs
 */
public record PluginCommand(List<String> words, String taskType) {

    public PluginCommand {
        words = List.copyOf(words);
    }

    /** The words with a space between them. */
    public String text() {
        return String.join(" ", words);
    }

    boolean leads(List<String> arguments) {
        return arguments.size() >= words.size()
                && arguments.subList(0, words.size()).equals(words);
    }
}
