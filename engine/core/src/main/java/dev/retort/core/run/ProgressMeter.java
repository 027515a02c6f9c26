package dev.retort.core.run;

import dev.retort.spi.ProgressSnapshot;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks one source of progress and works out rate and remaining time. Holds a few seconds of it in full, all of it thinned. */
final class ProgressMeter {

    private static final long WINDOW_NANOS = Duration.ofSeconds(10).toNanos();
    private static final double NANOS = 1e9;

    private record Moment(long nanos, long finished) {}

    private final Supplier<ProgressSnapshot> source;
    private final long started;
    private final Deque<Moment> recent = new ArrayDeque<>();
    private final Samples samples = new Samples();
    private @Nullable ProgressUpdate latest;

    ProgressMeter(Supplier<ProgressSnapshot> source, long nanos) {
        this.source = source;
        this.started = nanos;
    }

    /** Asks the source, which is code of the plugin and may fail or hang: nobody waits for it. */
    ProgressUpdate sample(long nanos, boolean last) {
        return take(source.get(), nanos, last);
    }

    private synchronized ProgressUpdate take(ProgressSnapshot snapshot, long nanos, boolean last) {
        long finished = snapshot.succeeded() + snapshot.failed();
        double seconds = (nanos - started) / NANOS;
        samples.add(seconds, snapshot, last);
        recent.addLast(new Moment(nanos, finished));
        while (recent.size() > 2 && nanos - recent.getFirst().nanos() > WINDOW_NANOS) {
            recent.removeFirst();
        }
        Moment from = last ? new Moment(started, 0) : recent.getFirst();
        double span = (nanos - from.nanos()) / NANOS;
        double rate = span > 0 ? Math.max(0, finished - from.finished()) / span : 0;
        Optional<Duration> remaining = last || rate <= 0 || snapshot.total().isEmpty()
                ? Optional.empty()
                : Optional.of(Duration.ofMillis((long)
                        (1000 * Math.max(0, snapshot.total().getAsLong() - snapshot.skipped() - finished) / rate)));
        ProgressUpdate update = new ProgressUpdate(snapshot, Duration.ofNanos(nanos - started), rate, remaining, last);
        latest = update;
        return update;
    }

    synchronized Optional<ProgressUpdate> latest() {
        return Optional.ofNullable(latest);
    }

    List<Sample> samples() {
        return samples.all();
    }
}
