package dev.retort.simulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What the event loops of one server share. */
final class Service {

    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Behaviour behaviour;
    private final Judge judge;
    private final @Nullable PromptCache promptCache;
    private final List<Counters> counters;
    private final byte[] authorization;
    private final AtomicInteger sending = new AtomicInteger();
    private final AtomicLong heldByInboxes = new AtomicLong();
    private final Tolerance tolerance;
    private volatile boolean draining;
    private volatile @Nullable Throwable failure;
    private volatile boolean closing;

    Service(Behaviour behaviour, List<Counters> counters, Tolerance tolerance) {
        this.behaviour = behaviour;
        this.judge = new Judge(behaviour);
        this.promptCache = behaviour.promptCache() ? new PromptCache() : null;
        this.counters = List.copyOf(counters);
        this.tolerance = tolerance;
        this.authorization = behaviour
                .limits()
                .requiredKey()
                .map(key -> ("Bearer " + key).getBytes(ISO_8859_1))
                .orElse(new byte[0]);
    }

    Behaviour behaviour() {
        return behaviour;
    }

    Tolerance tolerance() {
        return tolerance;
    }

    Judge judge() {
        return judge;
    }

    /** Knows what came before; null when nobody asks. */
    @Nullable
    PromptCache promptCache() {
        return promptCache;
    }

    byte[] authorization() {
        return authorization;
    }

    AtomicLong heldByInboxes() {
        return heldByInboxes;
    }

    /** How many connections have an answer that is not yet with the operating system as a whole. */
    AtomicInteger sending() {
        return sending;
    }

    boolean overfull() {
        return heldByInboxes.get() > tolerance.mostHeld();
    }

    boolean draining() {
        return draining;
    }

    void drain() {
        draining = true;
    }

    boolean closing() {
        return closing;
    }

    void close() {
        closing = true;
    }

    void failed(Throwable cause) {
        failure = cause;
    }

    Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    /** Whether every request that gets an answer had it before the deadline, on the clock of {@link System#nanoTime()}. */
    boolean awaitNothingToAnswer(long deadline) throws InterruptedException {
        while (judge.toAnswer() + sending.get() > 0 && failure == null) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.sleep(Math.min(left, POLL_NANOS));
        }
        return failure == null;
    }

    String modelsJson() {
        byte[] name = new Bytes(64).json(behaviour.model()).toArray();
        return "{\"object\":\"list\",\"data\":[{\"id\":\"" + new String(name, UTF_8)
                + "\",\"object\":\"model\",\"created\":0,\"owned_by\":\"retort-simulator\"}]}";
    }

    Statistics statistics() {
        long accepted = Counters.sum(counters, Count.CONNECTIONS);
        return new Statistics(
                Counters.sum(counters, Count.REQUESTS),
                Counters.sum(counters, Count.ANSWERED),
                Counters.sum(counters, Count.PROMPT_TOKENS),
                Counters.sum(counters, Count.COMPLETION_TOKENS),
                Counters.faults(counters),
                Counters.sum(counters, Count.BUSY),
                Counters.sum(counters, Count.OVER_RATE),
                Counters.sum(counters, Count.OUT_OF_QUOTA),
                Counters.sum(counters, Count.UNAUTHORIZED),
                Counters.sum(counters, Count.INVALID),
                Counters.sum(counters, Count.ABANDONED),
                judge.inFlight(),
                judge.peak(),
                accepted - Counters.sum(counters, Count.CLOSED),
                accepted);
    }
}
