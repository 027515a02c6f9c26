package dev.retort.spi;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How far a task is, at one moment.
 *
 * @param noun what is counted, in the plural: {@code records}
 * @param succeeded finished well in this run
 * @param failed finished badly in this run
 * @param skipped found finished already, by an earlier run
 * @param total all there is to do, skipped ones included, when it is known
 * @param failures the failed ones of this run by class of failure
 * @param gauges further figures, shown in this order; where there is little room money stays and the later ones go first
 */
public record ProgressSnapshot(
        String noun,
        long succeeded,
        long failed,
        long skipped,
        OptionalLong total,
        Map<String, Long> failures,
        List<Gauge> gauges) {

    public ProgressSnapshot {
        failures = Map.copyOf(failures);
        gauges = List.copyOf(gauges);
    }
}
