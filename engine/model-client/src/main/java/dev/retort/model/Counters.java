package dev.retort.model;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** What a client has done since it was made. */
final class Counters {

    private final LongAdder attempts = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private final LongAdder answered = new LongAdder();
    private final LongAdder prompt = new LongAdder();
    private final LongAdder completion = new LongAdder();
    private final LongAdder cached = new LongAdder();
    private final LongAdder reasoning = new LongAdder();
    private final Map<FailureClass, LongAdder> failures = perClass();
    private final Map<FailureClass, LongAdder> failedAttempts = perClass();

    void attempt() {
        attempts.increment();
    }

    void retry() {
        retries.increment();
    }

    void failedAttempt(FailureClass kind) {
        adder(failedAttempts, kind).increment();
    }

    void failure(FailureClass kind) {
        adder(failures, kind).increment();
    }

    void answer(Usage usage) {
        answered.increment();
        usage.prompt().ifPresent(prompt::add);
        usage.completion().ifPresent(completion::add);
        usage.cached().ifPresent(cached::add);
        usage.reasoning().ifPresent(reasoning::add);
    }

    ClientStats snapshot(Scheduler.Occupancy now) {
        return new ClientStats(
                now.running(),
                now.queued(),
                now.parked(),
                attempts.sum(),
                retries.sum(),
                answered.sum(),
                sums(failures),
                sums(failedAttempts),
                new ClientStats.Tokens(prompt.sum(), completion.sum(), cached.sum(), reasoning.sum()),
                now.limit(),
                now.cuts(),
                now.endpoints(),
                Optional.ofNullable(now.waitingFor()));
    }

    private static LongAdder adder(Map<FailureClass, LongAdder> map, FailureClass kind) {
        return Objects.requireNonNull(map.get(kind));
    }

    private static Map<FailureClass, LongAdder> perClass() {
        Map<FailureClass, LongAdder> map = new EnumMap<>(FailureClass.class);
        for (FailureClass kind : FailureClass.values()) {
            map.put(kind, new LongAdder());
        }
        return map;
    }

    private static Map<FailureClass, Long> sums(Map<FailureClass, LongAdder> map) {
        Map<FailureClass, Long> sums = new EnumMap<>(FailureClass.class);
        map.forEach((kind, adder) -> sums.put(kind, adder.sum()));
        return sums;
    }
}
