/**
 * The task type {@code data_distillation}: a large model answers every record of a JSONL file. Read {@link
 * dev.retort.plugins.distillation.DataDistillation} first for the configuration, then {@link
 * dev.retort.plugins.distillation.DistillationTask} for the flow of a run.
 */
@NullMarked
package dev.retort.plugins.distillation;

import org.jspecify.annotations.NullMarked;
