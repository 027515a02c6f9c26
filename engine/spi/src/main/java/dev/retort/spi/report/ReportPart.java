package dev.retort.spi.report;

import java.util.List;

/** A part of {@code report.html}. All text is plain text; the engine escapes it. */
public sealed interface ReportPart {

    String title();

    /** Paragraphs, separated by blank lines. */
    record Text(String title, String body) implements ReportPart {}

    /**
     * A table.
     *
     * @param columns names; a column whose cells are all numbers is set flush right
     * @param rows each with a cell for each column: a {@link String}, a {@link Number} or a {@link Boolean}
     */
    record Table(String title, List<String> columns, List<List<Object>> rows) implements ReportPart {
        public Table {
            columns = List.copyOf(columns);
            rows = rows.stream().map(List::copyOf).toList();
            int width = columns.size();
            rows.forEach(row -> {
                if (row.size() != width) {
                    throw new IllegalArgumentException("a row of " + row.size() + " cells in " + width + " columns");
                }
            });
        }
    }

    /**
     * Curves over one axis.
     *
     * @param xLabel with the unit: {@code seconds}
     * @param yLabel with the unit: {@code records/s}
     */
    record Chart(String title, String xLabel, String yLabel, List<Series> series) implements ReportPart {
        public Chart {
            series = List.copyOf(series);
        }
    }

    /** A curve of a chart: points in ascending order of x. */
    record Series(String name, List<Point> points) {
        public Series {
            points = List.copyOf(points);
        }
    }

    /** A point of a curve. */
    record Point(double x, double y) {}

    /**
     * Bars with a label each, such as a distribution.
     *
     * @param unit of the values: {@code records}
     */
    record Bars(String title, String unit, List<Bar> bars) implements ReportPart {
        public Bars {
            bars = List.copyOf(bars);
        }
    }

    /** A bar. */
    record Bar(String label, double value) {}

    /** Files and pages worth a look. */
    record Links(String title, List<Link> links) implements ReportPart {
        public Links {
            links = List.copyOf(links);
        }
    }

    /**
     * A link.
     *
     * @param target a path, relative to the working directory or absolute, or a URI
     */
    record Link(String label, String target) {}
}
