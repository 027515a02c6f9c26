/**
 * For authors of plugins: a {@link dev.retort.spi.TaskContext} that records what a task does with it, a clock that is moved by hand,
 * and a model server that answers what it is told. Read {@link dev.retort.testkit.RecordingContext} first.
 */
@NullMarked
package dev.retort.testkit;

import org.jspecify.annotations.NullMarked;
