/**
 * Whether an output is whole: the task type {@code validate_output}. Read {@link
 * dev.retort.plugins.distillation.validate.ValidateOutputTask} first.
 */
@NullMarked
package dev.retort.plugins.distillation.validate;

import org.jspecify.annotations.NullMarked;
