/**
 * Whole-process benchmarks: each runs the product beside a reference on the same machine in the same run, and prints a ratio. Read
 * {@link dev.retort.benchmarks.Benchmarks} first.
 */
@NullMarked
package dev.retort.benchmarks;

import org.jspecify.annotations.NullMarked;
