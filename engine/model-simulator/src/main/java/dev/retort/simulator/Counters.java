package dev.retort.simulator;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/** The figures of one event loop: written by its thread alone, read by any. */
final class Counters {

    private final Map<Count, AtomicLong> counts = new EnumMap<>(Count.class);
    private final Map<FaultKind, AtomicLong> faults = new EnumMap<>(FaultKind.class);

    Counters() {
        for (Count count : Count.values()) {
            counts.put(count, new AtomicLong());
        }
        for (FaultKind kind : FaultKind.values()) {
            faults.put(kind, new AtomicLong());
        }
    }

    void add(Count count, long more) {
        add(of(count), more);
    }

    void add(FaultKind kind) {
        add(of(kind), 1);
    }

    static long sum(List<Counters> all, Count count) {
        return all.stream().mapToLong(one -> one.of(count).get()).sum();
    }

    static Map<FaultKind, Long> faults(List<Counters> all) {
        Map<FaultKind, Long> sums = new EnumMap<>(FaultKind.class);
        for (FaultKind kind : FaultKind.values()) {
            sums.put(kind, all.stream().mapToLong(one -> one.of(kind).get()).sum());
        }
        return sums;
    }

    private AtomicLong of(Count count) {
        return Objects.requireNonNull(counts.get(count));
    }

    private AtomicLong of(FaultKind kind) {
        return Objects.requireNonNull(faults.get(kind));
    }

    /** There is one writer, so that no locked instruction is needed. */
    private static void add(AtomicLong value, long more) {
        value.lazySet(value.getPlain() + more);
    }
}
