package dev.retort.core.report;

import dev.retort.core.report.Ticks.Tick;
import dev.retort.spi.report.ReportPart.Chart;
import dev.retort.spi.report.ReportPart.Point;
import dev.retort.spi.report.ReportPart.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** A chart as the template needs it. */
record ChartView(
        String title,
        String xLabel,
        String yLabel,
        List<Tick> xTicks,
        List<Tick> yTicks,
        List<Line> lines,
        List<Hit> hits,
        List<String> names,
        List<Row> rows,
        boolean legend) {

    private static final int COLOURS = 6;
    private static final double NEAR_ZERO = 0.1;
    private static final int MOST_POINTS = 600;
    private static final int MOST_HITS = 100;

    /** A curve; the area under it is filled when it is the only one. */
    record Line(int colour, String name, String points, String area, boolean filled, List<Dot> dots) {}

    /** A single point where a line would not show. */
    record Dot(String x, String y) {}

    /** A strip of the plot that shows the values below it. */
    record Hit(String x, String width, String text) {}

    /** A line of the table that stands for the chart. */
    record Row(String x, List<String> values) {}

    static ChartView of(Chart chart) {
        List<Series> series = chart.series().stream()
                .map(one -> new Series(one.name(), thinned(finite(one.points()))))
                .filter(one -> !one.points().isEmpty())
                .toList();
        double left = Double.POSITIVE_INFINITY;
        double right = Double.NEGATIVE_INFINITY;
        double bottom = 0;
        double top = 0;
        for (Series one : series) {
            for (Point point : one.points()) {
                left = Math.min(left, point.x());
                right = Math.max(right, point.x());
                bottom = Math.min(bottom, point.y());
                top = Math.max(top, point.y());
            }
        }
        if (series.isEmpty()) {
            left = 0;
            right = 1;
        }
        if (left > 0 && left < right * NEAR_ZERO) {
            left = 0; // an axis that nearly begins there
        }
        Ticks x = Ticks.over(left, right, 6).endingAt(left, right);
        Ticks y = Ticks.over(bottom, top, 4);
        boolean red = series.stream().anyMatch(one -> isFailed(one.name()));
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < series.size(); i++) {
            lines.add(line(series.get(i), colour(series.get(i).name(), i, red), x, y, series.size() == 1));
        }
        TreeMap<Double, String[]> values = values(series);
        return new ChartView(
                chart.title(),
                chart.xLabel(),
                chart.yLabel(),
                x.marks(),
                y.marks(),
                lines,
                hits(chart, series, values, x),
                series.stream().map(Series::name).toList(),
                rows(values),
                series.size() > 1);
    }

    /**
     * What failed is always drawn in the same colour, which others get only where nothing is called so.
     *
     * @param taken whether a curve of the chart is called so
     */
    private static int colour(String name, int index, boolean taken) {
        return isFailed(name) ? COLOURS - 1 : index % (taken ? COLOURS - 1 : COLOURS);
    }

    private static boolean isFailed(String name) {
        return name.startsWith("failed");
    }

    private static List<Point> finite(List<Point> points) {
        return points.stream()
                .filter(point -> Double.isFinite(point.x()) && Double.isFinite(point.y()))
                .toList();
    }

    private static List<Point> thinned(List<Point> points) {
        int every = (points.size() + MOST_POINTS - 1) / MOST_POINTS;
        if (every <= 1) {
            return points;
        }
        List<Point> kept = new ArrayList<>();
        for (int i = 0; i < points.size(); i += every) {
            kept.add(points.get(i));
        }
        kept.add(points.get(points.size() - 1));
        return kept;
    }

    private static Line line(Series series, int colour, Ticks x, Ticks y, boolean only) {
        StringBuilder points = new StringBuilder();
        for (Point point : series.points()) {
            points.append(points.length() == 0 ? "" : " ")
                    .append(Geometry.x(x.share(point.x())))
                    .append(',')
                    .append(Geometry.y(y.share(point.y())));
        }
        String base = Geometry.y(y.share(0));
        Point first = series.points().get(0);
        Point last = series.points().get(series.points().size() - 1);
        String area = Geometry.x(x.share(first.x())) + "," + base + " " + points + " " + Geometry.x(x.share(last.x()))
                + "," + base;
        List<Dot> dots = series.points().size() > 1
                ? List.of()
                : List.of(new Dot(Geometry.x(x.share(first.x())), Geometry.y(y.share(first.y()))));
        return new Line(colour, series.name(), points.toString(), area, only, dots);
    }

    private static TreeMap<Double, String[]> values(List<Series> series) {
        TreeMap<Double, String[]> values = new TreeMap<>();
        for (int i = 0; i < series.size(); i++) {
            for (Point point : series.get(i).points()) {
                String[] row = values.computeIfAbsent(point.x(), absent -> new String[series.size()]);
                row[i] = Figures.number(point.y());
            }
        }
        return values;
    }

    private static List<Hit> hits(Chart chart, List<Series> series, TreeMap<Double, String[]> values, Ticks x) {
        List<Double> places = every(new ArrayList<>(values.keySet()));
        List<Hit> hits = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            double here = x.share(places.get(i));
            double from = i == 0 ? 0 : (x.share(places.get(i - 1)) + here) / 2;
            double to = i == places.size() - 1 ? 1 : (x.share(places.get(i + 1)) + here) / 2;
            StringBuilder text = new StringBuilder(Figures.number(places.get(i)) + " " + chart.xLabel());
            String[] row = values.getOrDefault(places.get(i), new String[0]);
            for (int k = 0; k < row.length; k++) {
                if (row[k] != null) {
                    text.append('\n').append(series.get(k).name()).append(": ").append(row[k]);
                    text.append(' ').append(chart.yLabel());
                }
            }
            hits.add(new Hit(Geometry.x(from), Geometry.text((to - from) * Geometry.WIDTH), text.toString()));
        }
        return hits;
    }

    private static List<Row> rows(TreeMap<Double, String[]> values) {
        List<Row> rows = new ArrayList<>();
        for (double x : every(new ArrayList<>(values.keySet()))) {
            List<String> cells = new ArrayList<>();
            for (String value : values.getOrDefault(x, new String[0])) {
                cells.add(value == null ? "" : value);
            }
            rows.add(new Row(Figures.number(x), cells));
        }
        return rows;
    }

    private static List<Double> every(List<Double> places) {
        int every = Math.max(1, (places.size() + MOST_HITS - 1) / MOST_HITS);
        List<Double> kept = new ArrayList<>();
        for (int i = 0; i < places.size(); i += every) {
            kept.add(places.get(i));
        }
        return kept;
    }
}
