/**
 * Renders the report of a run as one HTML page that needs nothing but itself.
 *
 * <p>Read {@link dev.retort.core.report.RunReport} first, which is what a page shows, then {@link
 * dev.retort.core.report.HtmlReport}. Plugins never see this package: they hand over {@link dev.retort.spi.report.ReportPart}s.
 */
@NullMarked
package dev.retort.core.report;

import org.jspecify.annotations.NullMarked;
