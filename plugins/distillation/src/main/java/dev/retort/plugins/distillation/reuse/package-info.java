/**
 * Answers that are there already, found by the request that they answer. Read {@link
 * dev.retort.plugins.distillation.reuse.ReuseIndex} first.
 */
@NullMarked
package dev.retort.plugins.distillation.reuse;

import org.jspecify.annotations.NullMarked;
