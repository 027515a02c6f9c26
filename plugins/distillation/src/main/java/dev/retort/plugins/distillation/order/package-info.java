/** The answers in the order of the input. Read {@link dev.retort.plugins.distillation.order.InputOrder} first. */
@NullMarked
package dev.retort.plugins.distillation.order;

import org.jspecify.annotations.NullMarked;
