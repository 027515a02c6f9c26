/**
 * Figures of a run for Prometheus, on a port of this machine, while the run lasts.
 *
 * <p>Read {@link dev.retort.cli.metrics.MetricsDisplay} first, which takes what the displays get and passes it on, then {@link
 * dev.retort.cli.metrics.MetricsText}, which writes it down.
 */
@NullMarked
package dev.retort.cli.metrics;

import org.jspecify.annotations.NullMarked;
