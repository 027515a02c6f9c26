/** Which answers are wanted. Read {@link dev.retort.plugins.distillation.filter.Filters} first. */
@NullMarked
package dev.retort.plugins.distillation.filter;

import org.jspecify.annotations.NullMarked;
