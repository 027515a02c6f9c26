/**
 * Where something stands in a configuration, what is wrong with it, and how that is shown.
 *
 * <p>Read {@link dev.retort.core.config.problem.Problem} first, then {@link dev.retort.core.config.problem.ProblemReport}.
 */
@NullMarked
package dev.retort.core.config.problem;

import org.jspecify.annotations.NullMarked;
