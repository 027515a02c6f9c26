package dev.retort.core.plugin;

import org.jspecify.annotations.Nullable;

/** A plugin could not be loaded. The message is meant for the user; the cause, where there is one, for the log. */
public final class PluginLoadException extends Exception {

    private final transient PluginProblem problem;

    PluginLoadException(PluginProblem problem, @Nullable Throwable cause) {
        super(problem.message(), cause);
        this.problem = problem;
    }

    /** What is wrong. */
    public PluginProblem problem() {
        return problem;
    }
}
