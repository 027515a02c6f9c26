package dev.retort.core.run;

import dev.retort.spi.Gauge;
import dev.retort.spi.report.ReportPart.Chart;
import dev.retort.spi.report.ReportPart.Point;
import dev.retort.spi.report.ReportPart.Series;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;

/** Draws the curves of a run from its samples: throughput, what failed, and each gauge. */
final class ProgressCharts {

    /** A curve of rates is drawn from so many stretches of time at most, or it would show noise. */
    private static final int STRETCHES = 60;

    private static final int FEWEST = 4;
    private static final double MINUTE = 60;
    private static final double HOUR = 3600;

    private final List<Sample> samples;
    private final String noun;
    private final double unit;
    private final String unitName;

    private ProgressCharts(List<Sample> samples) {
        this.samples = samples;
        Sample last = samples.get(samples.size() - 1);
        this.noun = last.snapshot().noun();
        boolean minutes = last.seconds() > 3 * MINUTE;
        boolean hours = last.seconds() > 3 * HOUR;
        this.unit = hours ? HOUR : minutes ? MINUTE : 1;
        this.unitName = hours ? "hours" : minutes ? "minutes" : "seconds";
    }

    /** The charts of one watch; none when it was too short to show a curve. */
    static List<Chart> of(List<Sample> samples) {
        return samples.size() < FEWEST ? List.of() : new ProgressCharts(samples).charts();
    }

    private List<Chart> charts() {
        List<Chart> charts = new ArrayList<>();
        boolean failures = samples.get(samples.size() - 1).snapshot().failed() > 0;
        List<Series> rates = new ArrayList<>();
        rates.add(new Series("succeeded", rate(sample -> sample.snapshot().succeeded())));
        if (failures) {
            rates.add(new Series("failed", rate(sample -> sample.snapshot().failed())));
        }
        charts.add(new Chart("Throughput", unitName, noun + "/s", rates));
        if (failures) {
            List<Point> failed = samples.stream()
                    .map(sample ->
                            new Point(sample.seconds() / unit, sample.snapshot().failed()))
                    .toList();
            charts.add(new Chart("Failed", unitName, noun, List.of(new Series("failed", failed))));
        }
        charts.addAll(gauges());
        return charts;
    }

    /** The slope of a count over stretches of equal length, each drawn at its middle. */
    private List<Point> rate(ToLongFunction<Sample> count) {
        double end = samples.get(samples.size() - 1).seconds();
        double begin = samples.get(0).seconds();
        int stretches = Math.min(STRETCHES, samples.size() / 2);
        double length = (end - begin) / stretches;
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < stretches && length > 0; i++) {
            double from = begin + i * length;
            double gained = at(count, from + length) - at(count, from);
            points.add(new Point((from + length / 2) / unit, Math.max(0, gained / length)));
        }
        return points;
    }

    /** The count at a moment, on the straight line between the samples around it. */
    private double at(ToLongFunction<Sample> count, double seconds) {
        Sample before = samples.get(0);
        for (Sample sample : samples) {
            if (sample.seconds() >= seconds) {
                double span = sample.seconds() - before.seconds();
                double share = span > 0 ? (seconds - before.seconds()) / span : 1;
                return count.applyAsLong(before) + share * (count.applyAsLong(sample) - count.applyAsLong(before));
            }
            before = sample;
        }
        return count.applyAsLong(before);
    }

    private List<Chart> gauges() {
        Map<String, List<Point>> values = new LinkedHashMap<>();
        Map<String, List<Point>> limits = new LinkedHashMap<>();
        Map<String, Gauge.Unit> units = new LinkedHashMap<>();
        for (Sample sample : samples) {
            double x = sample.seconds() / unit;
            for (Gauge gauge : sample.snapshot().gauges()) {
                units.putIfAbsent(gauge.name(), gauge.unit());
                values.computeIfAbsent(gauge.name(), absent -> new ArrayList<>())
                        .add(new Point(x, gauge.value()));
                gauge.limit().ifPresent(limit -> limits.computeIfAbsent(gauge.name(), absent -> new ArrayList<>())
                        .add(new Point(x, limit)));
            }
        }
        List<Chart> charts = new ArrayList<>();
        units.forEach((name, gaugeUnit) -> {
            List<Series> series = new ArrayList<>();
            series.add(new Series(name, values.getOrDefault(name, List.of())));
            if (limits.containsKey(name)) {
                series.add(new Series("limit", limits.getOrDefault(name, List.of())));
            }
            charts.add(new Chart(sentence(name), unitName, label(gaugeUnit), series));
        });
        return charts;
    }

    private static String label(Gauge.Unit gaugeUnit) {
        return gaugeUnit == Gauge.Unit.COUNT ? "" : gaugeUnit.name().toLowerCase(Locale.ROOT);
    }

    private static String sentence(String name) {
        return name.isEmpty() ? name : name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }
}
