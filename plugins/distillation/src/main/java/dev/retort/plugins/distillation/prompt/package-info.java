/** What is sent for a record. Read {@link dev.retort.plugins.distillation.prompt.Prompt} first. */
@NullMarked
package dev.retort.plugins.distillation.prompt;

import org.jspecify.annotations.NullMarked;
