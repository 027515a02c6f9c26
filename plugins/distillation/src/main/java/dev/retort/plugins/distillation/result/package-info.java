/**
 * The lines that a distillation writes, and how a later run reads them again. Read {@link
 * dev.retort.plugins.distillation.result.ResultLines} first.
 */
@NullMarked
package dev.retort.plugins.distillation.result;

import org.jspecify.annotations.NullMarked;
