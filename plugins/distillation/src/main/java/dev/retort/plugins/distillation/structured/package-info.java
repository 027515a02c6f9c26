/**
 * Answers that must be JSON of a given schema. Read {@link dev.retort.plugins.distillation.structured.AnswerCheck} first.
 */
@NullMarked
package dev.retort.plugins.distillation.structured;

import org.jspecify.annotations.NullMarked;
