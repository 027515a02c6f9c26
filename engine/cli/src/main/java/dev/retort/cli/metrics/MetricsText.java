package dev.retort.cli.metrics;

import dev.retort.core.run.ProgressUpdate;
import dev.retort.spi.Gauge;
import dev.retort.spi.ProgressSnapshot;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One page of metrics in the text format of Prometheus, version 0.0.4. A name is given out once: of two gauges whose names come out
 * the same, the first is shown.
 */
final class MetricsText {

    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final String PREFIX = "retort_";

    private final StringBuilder text = new StringBuilder();
    private final Set<String> names = new HashSet<>();
    private final Map<String, String> labels;

    /** @param labels that every sample has; the values may hold anything */
    MetricsText(Map<String, String> labels) {
        this.labels = new LinkedHashMap<>(labels);
    }

    /** A figure that says something by its labels alone. */
    MetricsText info(String help, Map<String, String> facts) {
        head("run_info", "gauge", help);
        sample("run_info", facts, 1);
        return this;
    }

    MetricsText progress(ProgressUpdate update) {
        ProgressSnapshot snapshot = update.snapshot();
        String noun = snapshot.noun();
        head(
                "records_total",
                "counter",
                "Finished ones of this run by how they ended; skipped were finished before it.");
        records(noun, "succeeded", snapshot.succeeded());
        records(noun, "failed", snapshot.failed());
        records(noun, "skipped", snapshot.skipped());
        snapshot.total()
                .ifPresent(total ->
                        one("records_expected", "gauge", "All there is to do, skipped ones included.", (double) total));
        one("records_per_second", "gauge", "Finished ones a second over the last ten seconds.", update.perSecond());
        one(
                "elapsed_seconds",
                "gauge",
                "Since the task began to show progress.",
                (double) update.elapsed().toMillis() / 1_000);
        update.remaining()
                .ifPresent(left -> one(
                        "remaining_seconds",
                        "gauge",
                        "How long the rest will take at this rate.",
                        (double) left.toMillis() / 1_000));
        if (!snapshot.failures().isEmpty()) {
            head("failures_total", "counter", "Failed ones of this run by class of failure.");
            new TreeMap<>(snapshot.failures())
                    .forEach((type, count) -> sample("failures_total", Map.of("type", type), (double) count));
        }
        snapshot.gauges().forEach(this::gauge);
        return this;
    }

    private void records(String noun, String state, long count) {
        Map<String, String> own = new LinkedHashMap<>();
        own.put("noun", noun);
        own.put("state", state);
        sample("records_total", own, (double) count);
    }

    private void gauge(Gauge gauge) {
        boolean counts = gauge.unit() == Gauge.Unit.TOKENS && gauge.limit().isEmpty();
        String name = name(gauge);
        String full = counts ? name + "_total" : name;
        one(full, counts ? "counter" : "gauge", "The figure '" + gauge.name() + "' of the task.", gauge.value());
        boolean money = gauge.unit() == Gauge.Unit.DOLLARS;
        gauge.limit()
                .ifPresent(limit -> one(
                        name + (money ? "_expected" : "_limit"),
                        "gauge",
                        money
                                ? "What '" + gauge.name() + "' is expected to come to."
                                : "The most that '" + gauge.name() + "' may be.",
                        limit));
    }

    /** {@code in flight} as {@code in_flight}, {@code tokens/s} as {@code tokens_per_second}, {@code cost} as {@code cost_dollars}. */
    private static String name(Gauge gauge) {
        String plain = gauge.name().toLowerCase(Locale.ROOT);
        boolean rate = gauge.unit() == Gauge.Unit.PER_SECOND;
        String stem = (rate && plain.endsWith("/s") ? plain.substring(0, plain.length() - 2) : plain)
                .replaceAll("[^a-z0-9]+", "_")
                .replaceAll("^_+|_+$", "");
        return switch (gauge.unit()) {
            case COUNT -> stem;
            case TOKENS -> suffixed(stem, "tokens");
            case BYTES -> suffixed(stem, "bytes");
            case SECONDS -> suffixed(stem, "seconds");
            case DOLLARS -> suffixed(stem, "dollars");
            case PER_SECOND -> suffixed(stem, "per_second");
        };
    }

    private static String suffixed(String stem, String unit) {
        return stem.equals(unit) || stem.endsWith("_" + unit) ? stem : stem + "_" + unit;
    }

    private void one(String name, String type, String help, double value) {
        if (head(name, type, help)) {
            sample(name, Map.of(), value);
        }
    }

    private boolean head(String name, String type, String help) {
        if (!names.add(name)) {
            return false;
        }
        text.append("# HELP ").append(PREFIX).append(name).append(' ');
        text.append(help.replace("\\", "\\\\").replace("\n", "\\n")).append('\n');
        text.append("# TYPE ")
                .append(PREFIX)
                .append(name)
                .append(' ')
                .append(type)
                .append('\n');
        return true;
    }

    private void sample(String name, Map<String, String> own, double value) {
        text.append(PREFIX).append(name);
        Map<String, String> all = new LinkedHashMap<>(labels);
        all.putAll(own);
        String separator = "{";
        for (Map.Entry<String, String> label : all.entrySet()) {
            text.append(separator)
                    .append(label.getKey())
                    .append("=\"")
                    .append(escaped(label.getValue()))
                    .append('"');
            separator = ",";
        }
        text.append(all.isEmpty() ? " " : "} ").append(number(value)).append('\n');
    }

    private static String escaped(String label) {
        return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    /** The page; ends with a line break. */
    String page() {
        return text.toString();
    }
}
