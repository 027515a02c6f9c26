package dev.retort.core.run;

import dev.retort.spi.Gauge;
import dev.retort.spi.ProgressSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads the progress back that a run writes into its {@code run.json} with every heartbeat. What is missing, masked or of another
 * engine is left out.
 */
public final class ProgressReader {

    private ProgressReader() {}

    /** How far a run was when it was last heard of; empty when it never told. */
    public static Optional<ProgressUpdate> of(RunSummary run) {
        return run.members().get("progress") instanceof Map<?, ?> progress
                ? Optional.of(update(progress, run.state() != RunState.RUNNING))
                : Optional.empty();
    }

    private static ProgressUpdate update(Map<?, ?> progress, boolean last) {
        ProgressSnapshot snapshot = new ProgressSnapshot(
                progress.get("noun") instanceof String noun ? noun : "records",
                whole(progress.get("succeeded")),
                whole(progress.get("failed")),
                whole(progress.get("skipped")),
                progress.get("total") instanceof Number total
                        ? OptionalLong.of(total.longValue())
                        : OptionalLong.empty(),
                failures(progress.get("failures")),
                gauges(progress.get("gauges")));
        return new ProgressUpdate(
                snapshot,
                seconds(progress.get("seconds")).orElse(Duration.ZERO),
                progress.get("per_second") instanceof Number rate ? rate.doubleValue() : 0,
                seconds(progress.get("seconds_left")),
                last);
    }

    private static Map<String, Long> failures(@Nullable Object written) {
        Map<String, Long> failures = new LinkedHashMap<>();
        if (written instanceof Map<?, ?> counts) {
            counts.forEach((type, count) -> failures.put(String.valueOf(type), whole(count)));
        }
        return failures;
    }

    private static List<Gauge> gauges(@Nullable Object written) {
        List<Gauge> gauges = new ArrayList<>();
        if (written instanceof Map<?, ?> named) {
            named.forEach(
                    (name, figures) -> gauge(String.valueOf(name), figures).ifPresent(gauges::add));
        }
        return gauges;
    }

    private static Optional<Gauge> gauge(String name, @Nullable Object written) {
        if (!(written instanceof Map<?, ?> figures) || !(figures.get("value") instanceof Number value)) {
            return Optional.empty();
        }
        OptionalDouble limit = figures.get("limit") instanceof Number most
                ? OptionalDouble.of(most.doubleValue())
                : OptionalDouble.empty();
        String unit = String.valueOf(figures.get("unit")).toUpperCase(Locale.ROOT);
        return Arrays.stream(Gauge.Unit.values())
                .filter(known -> known.name().equals(unit))
                .findFirst()
                .map(known -> new Gauge(name, value.doubleValue(), limit, known));
    }

    private static long whole(@Nullable Object written) {
        return written instanceof Number number ? number.longValue() : 0;
    }

    private static Optional<Duration> seconds(@Nullable Object written) {
        return written instanceof Number number
                ? Optional.of(Duration.ofMillis(Math.round(number.doubleValue() * 1_000)))
                : Optional.empty();
    }
}
