package dev.retort.plugins.distillation;

import dev.retort.model.ClientStats;
import dev.retort.spi.Gauge;
import dev.retort.spi.ProgressSnapshot;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** What a run shows of itself while it goes on: counts, what is in flight, tokens, their speed, and money. */
final class Progress implements Supplier<ProgressSnapshot> {

    private static final long WINDOW_NANOS = 10_000_000_000L;
    private static final double NANOS = 1e9;

    private final Tally tally;
    private final Spending spending;
    private final Supplier<ClientStats> client;
    private final Consumer<String> told;
    private final Stillness stillness = new Stillness();
    private final Departures departures = new Departures();
    private final LongSupplier nanos;
    private final Deque<Moment> recent = new ArrayDeque<>();

    private record Moment(long nanos, long tokens) {}

    /**
     * Takes what is shown.
     *
     * @param nanos a clock that never goes back
     * @param told hears why nothing is sent, when that lasts, and which endpoint gets nothing more
     */
    Progress(Tally tally, Spending spending, Supplier<ClientStats> client, LongSupplier nanos, Consumer<String> told) {
        this.told = told;
        this.tally = tally;
        this.spending = spending;
        this.client = client;
        this.nanos = nanos;
    }

    @Override
    public synchronized ProgressSnapshot get() {
        ClientStats stats = client.get();
        stillness.look(stats, nanos.getAsLong()).ifPresent(told);
        spending.warning().ifPresent(told);
        departures.look(stats.endpoints()).forEach(told);
        return new ProgressSnapshot(
                "records",
                tally.answeredCount() + tally.rejectedCount(),
                tally.failedCount(),
                tally.skippedCount(),
                tally.total(),
                tally.failures(),
                gauges(stats));
    }

    private List<Gauge> gauges(ClientStats stats) {
        long tokens = tally.promptTokenCount() + tally.completionTokenCount();
        List<Gauge> gauges = new ArrayList<>();
        gauges.add(Gauge.count("in flight", stats.inFlight(), stats.limit()));
        gauges.add(Gauge.tokens("tokens", tokens));
        money(gauges);
        gauges.add(Gauge.rate("tokens", speed(tokens)));
        gauges.add(Gauge.count("waiting", stats.waiting()));
        if (tally.rejectedCount() > 0) {
            gauges.add(Gauge.count("rejected", tally.rejectedCount()));
        }
        gauges.addAll(tally.recentLatency().gauges(nanos.getAsLong()));
        return gauges;
    }

    private void money(List<Gauge> gauges) {
        OptionalDouble spent = spending.spent();
        if (spent.isEmpty()) {
            return;
        }
        OptionalDouble rest =
                tally.toGo().isPresent() ? spending.projected(tally.toGo().getAsLong()) : OptionalDouble.empty();
        gauges.add(
                rest.isPresent()
                        ? Gauge.dollars("cost", spent.getAsDouble(), spent.getAsDouble() + rest.getAsDouble())
                        : Gauge.dollars("cost", spent.getAsDouble()));
    }

    /** Tokens a second over the last ten seconds. */
    private double speed(long tokens) {
        long now = nanos.getAsLong();
        recent.addLast(new Moment(now, tokens));
        while (recent.size() > 2 && now - recent.getFirst().nanos() > WINDOW_NANOS) {
            recent.removeFirst();
        }
        double span = (now - recent.getFirst().nanos()) / NANOS;
        return span > 0 ? (tokens - recent.getFirst().tokens()) / span : 0;
    }
}
