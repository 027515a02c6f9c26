/**
 * What a plugin compiles against.
 *
 * <p>Read {@link dev.retort.spi.TaskType} first: it names a task type, says which record holds its configuration and makes a
 * {@link dev.retort.spi.Task}. A task gets everything it may touch from a {@link dev.retort.spi.TaskContext}. How a configuration record
 * is described stands in {@link dev.retort.spi.config}; what a task can put into the run's report in {@link dev.retort.spi.report}.
 *
 * <p>Nothing here names a type of a library other than PF4J's extension point and SLF4J's logger, so that a plugin may bring
 * libraries of its own, in versions of its own.
 */
@NullMarked
package dev.retort.spi;

import org.jspecify.annotations.NullMarked;
