package dev.retort.core.run;

import dev.retort.spi.Task;
import java.util.function.Supplier;

/**
 * What one run does: known when the run has its directory, since a configuration may name that.
 *
 * @param task makes the task; called once, on the task's thread
 * @param resolvedText what is kept as {@code resolved.yaml}, secrets as references
 */
public record Assignment(Supplier<Task> task, String resolvedText) {}
