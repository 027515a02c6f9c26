/**
 * A run: its directory, its files, the thread that works and the one that watches.
 *
 * <p>Read {@link dev.retort.core.run.TaskRunner} first: it takes a {@link dev.retort.core.run.RunRequest}, makes the directory,
 * runs the task and returns a {@link dev.retort.core.run.RunOutcome} with everything there is to print. {@link
 * dev.retort.core.run.Runs} reads runs back from their files alone.
 */
@NullMarked
package dev.retort.core.run;

import org.jspecify.annotations.NullMarked;
