/** The lines of the input, and what each of them is. Read {@link dev.retort.plugins.distillation.input.Input} first. */
@NullMarked
package dev.retort.plugins.distillation.input;

import org.jspecify.annotations.NullMarked;
