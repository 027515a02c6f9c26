package dev.retort.plugins.distillation;

import dev.retort.spi.Gauge;
import java.time.Duration;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/** The latencies of the last few seconds, so that a curve of them shows when an endpoint slows down. */
final class RecentLatency {

    private static final long STRETCH = Duration.ofSeconds(5).toNanos();

    private final Recorder recorder = new Recorder(Tally.LONGEST_MICROS, 2);
    private @Nullable Histogram last;
    private List<Gauge> shown = List.of();
    private long until = Long.MIN_VALUE;

    /** Notes the latency of an answer, in microseconds. */
    void record(long micros) {
        recorder.recordValue(micros);
    }

    /** Percentiles of the stretch before this one; nothing before the first has passed. */
    synchronized List<Gauge> gauges(long nanos) {
        if (until == Long.MIN_VALUE) {
            until = nanos + STRETCH;
        }
        if (nanos - until >= 0) {
            until = nanos + STRETCH;
            last = recorder.getIntervalHistogram(last);
            if (last.getTotalCount() > 0) {
                shown = List.of(gauge(last, 50), gauge(last, 95), gauge(last, 99));
            }
        }
        return shown;
    }

    private static Gauge gauge(Histogram latencies, int percentile) {
        return Gauge.seconds(
                "latency p" + percentile, Duration.ofNanos(1_000 * latencies.getValueAtPercentile(percentile)));
    }
}
