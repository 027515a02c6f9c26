/**
 * Parts of a run's report, as values: a plugin says what to show, the engine renders it as HTML and as text. Read {@link
 * dev.retort.spi.report.ReportPart} first.
 */
@NullMarked
package dev.retort.spi.report;

import org.jspecify.annotations.NullMarked;
