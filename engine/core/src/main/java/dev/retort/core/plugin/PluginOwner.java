package dev.retort.core.plugin;

import java.util.List;

/** The answer to the question which plugin brings a task type or a command. */
public sealed interface PluginOwner {

    /** One plugin brings it, and nothing known so far speaks against using it. */
    record Found(PluginEntry plugin, String taskType) implements PluginOwner {}

    /**
     * It is named, but cannot be used.
     *
     * @param problems why, at least one
     */
    record Blocked(String name, List<PluginProblem> problems) implements PluginOwner {
        public Blocked {
            problems = List.copyOf(problems);
        }
    }

    /**
     * No manifest names it.
     *
     * @param nearest names that are spelled alike, the nearest first; may be empty
     * @param suspects jars that could not be read and so may be the ones that bring it
     */
    record Unknown(String name, List<String> nearest, List<PluginProblem> suspects) implements PluginOwner {
        public Unknown {
            nearest = List.copyOf(nearest);
            suspects = List.copyOf(suspects);
        }
    }
}
