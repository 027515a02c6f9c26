/**
 * Logging: nothing until a run begins, then everything into its {@code run.log}. Read {@link dev.retort.core.log.RunLog} first,
 * then {@link dev.retort.core.log.DeferredLogging} for why a command that runs nothing does not even load the library.
 */
@NullMarked
package dev.retort.core.log;

import org.jspecify.annotations.NullMarked;
