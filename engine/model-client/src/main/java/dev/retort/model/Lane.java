package dev.retort.model;

import dev.retort.model.Transport.Outcome;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The books of one endpoint: how much it is sent, and whether at all. Guarded by the scheduler's lock. */
final class Lane {

    private static final long NEVER = Long.MAX_VALUE;
    private static final long FIRST_PAUSE = Duration.ofMillis(250).toNanos();
    private static final long LONGEST_PAUSE = Duration.ofSeconds(60).toNanos();
    private static final Set<String> UNREACHED =
            Set.of("dns_failure", "connection_refused", "connect_failed", "timeout_connect", "tls_failure");
    private static final Set<String> LOST = Set.of("connection_reset", "connection_closed", "network_failure");

    /** A 429 that speaks of requests or tokens in a time means everybody who asks, not only who asked. */
    private static final Pattern RATE = Pattern.compile(
            "\\b([rt]p[smhd]|qps)\\b|\\b(requests?|tokens?|queries) (per|a|/) ?(second|sec|min(ute)?|hour|day)\\b",
            Pattern.CASE_INSENSITIVE);

    /** What an outcome means for the request. */
    enum Fate {
        /** The retry policy decides. */
        ORDINARY,
        /** The server never saw it: it goes back to the head of the queue. */
        UNREACHED,
        /** The endpoint is out: it goes elsewhere, if there is an elsewhere. */
        ELSEWHERE
    }

    final Transport transport;
    final String shown;
    private final Limit limit;
    private final Pacing pacing;
    private final Breaker breaker;
    private final Map<FailureClass, Long> failedAttempts = new EnumMap<>(FailureClass.class);
    private int inFlight;
    private long sent;
    private long attempts;
    private long answered;
    private long cuts;
    private double meanNanos;
    private long pausedUntil = Long.MIN_VALUE;
    private boolean asked;
    private long toldBy;
    private int refusedInARow;
    private int pauses;

    Lane(Transport transport, String shown, ClientSettings settings, long now) {
        this.transport = transport;
        this.shown = shown;
        Budgets budgets = transport.endpoint().budgets();
        int cap = Math.min(settings.concurrency(), budgets.maxInFlight().orElse(settings.concurrency()));
        this.limit = settings.adaptive() ? new AdaptiveLimit(cap) : new Limit.Fixed(cap);
        this.pacing = new Pacing(budgets, now);
        this.breaker = new Breaker(shown, settings);
        for (FailureClass kind : FailureClass.values()) {
            failedAttempts.put(kind, 0L);
        }
    }

    boolean isOut() {
        return breaker.state() == Breaker.State.OUT;
    }

    boolean isServing(long now) {
        return breaker.state() == Breaker.State.CLOSED && pausedUntil <= now;
    }

    boolean isBroken() {
        return breaker.state() == Breaker.State.OPEN || breaker.state() == Breaker.State.PROBING;
    }

    /** Why it may be given up when no other endpoint is better; null when there is hope. */
    @Nullable
    AttemptFailure despair(long now) {
        return isOut() ? breaker.out() : breaker.despair(now);
    }

    @Nullable
    AttemptFailure whyOut() {
        return breaker.out();
    }

    int limit() {
        return isOut() ? 0 : limit.current();
    }

    int inFlight() {
        return inFlight;
    }

    long cuts() {
        return cuts;
    }

    /** How busy it is, as a share of what it may be. */
    double load() {
        return (double) inFlight / limit.current();
    }

    boolean probeDue(long now) {
        return breaker.probeDue(now);
    }

    /** Nanoseconds until the request may go; 0 for now, {@code Long.MAX_VALUE} when it is no matter of time. */
    long delay(ChatRequest request, long now) {
        if (inFlight >= limit.current()) {
            return NEVER;
        }
        long closed = breaker.delay(now);
        if (closed == NEVER) {
            return NEVER;
        }
        long wait = Math.max(closed, pausedUntil > now ? pausedUntil - now : 0);
        return Math.max(wait, pacing.delay(request, now));
    }

    /** Why the request that could go by its limit does not, for people. */
    String reason(ChatRequest request, long now) {
        if (breaker.state() != Breaker.State.CLOSED) {
            return breaker.reason();
        }
        long paused = pausedUntil - now;
        if (pausedUntil > now && paused >= pacing.delay(request, now)) {
            return shown
                    + (asked ? " asked for a pause of " : " refuses everything; trying again in ")
                    + Wording.time(Duration.ofNanos(paused));
        }
        return pacing.reason(request, now) + " of " + shown;
    }

    void send(Slot slot, Job job, long now) {
        slot.take(job, this);
        slot.sequence = ++sent;
        slot.company = ++inFlight;
        slot.sentAt = now;
        if (breaker.sent(slot, now)) {
            limit.restart();
        }
        limit.sent(slot);
        pacing.sent(slot, job.request, now);
    }

    /** The attempt is over. Called once for each. */
    Fate ended(Slot slot, Outcome outcome, long now) {
        slot.settled = true;
        inFlight--;
        attempts++;
        RateHeaders rates = outcome.rates();
        boolean refused =
                outcome instanceof Outcome.Failed failed && failed.failure().kind() == FailureClass.PRESSURE;
        if (rates != null && (slot.sequence > toldBy || refused)) {
            toldBy = Math.max(toldBy, slot.sequence);
            pacing.told(rates, slot, sent - slot.sequence, refused, now);
        }
        if (outcome instanceof Outcome.Failed failed) {
            return failed(slot, failed, now);
        }
        if (outcome instanceof Outcome.Answered answer) {
            answered(slot, answer, now);
        }
        return Fate.ORDINARY;
    }

    private void answered(Slot slot, Outcome.Answered answer, long now) {
        answered++;
        refusedInARow = 0;
        pauses = 0;
        meanNanos += Math.max(1.0 / answered, 0.02) * (answer.latency().toNanos() - meanNanos);
        well();
        Usage usage = answer.reply().usage();
        pacing.answered(slot, slot.job().request, usage, now);
        limit.answered(slot, answer.latency(), usage.completion().orElse(-1), now);
    }

    private Fate failed(Slot slot, Outcome.Failed failed, long now) {
        AttemptFailure failure = seen(failed.failure());
        failedAttempts.merge(failure.kind(), 1L, Long::sum);
        if (failure.kind() == FailureClass.PRESSURE) {
            well();
            if (limit.refused(slot, now)) {
                cuts++;
            }
            pauseFor(failure, slot, now);
            return Fate.ORDINARY;
        }
        if (failure.type().startsWith("timeout_") && !UNREACHED.contains(failure.type())) {
            limit.timedOut(slot, failed.latency(), now);
        } else {
            limit.ended(slot, now);
        }
        return switch (failure.kind()) {
            case RUN -> {
                takeOut(failure);
                yield Fate.ELSEWHERE;
            }
            case CANCELLED -> {
                breaker.dropped(slot, now);
                yield Fate.ORDINARY;
            }
            case TRANSIENT -> {
                if (failure.httpStatus() == 0 && UNREACHED.contains(failure.type())) {
                    pacing.unreached(slot, now);
                    breaker.unreached(slot, failure, now);
                    yield isOut() ? Fate.ELSEWHERE : Fate.UNREACHED;
                }
                breaker.failed(slot, LOST.contains(failure.type()), failure, sent, now);
                yield Fate.ORDINARY;
            }
            default -> {
                well();
                yield Fate.ORDINARY;
            }
        };
    }

    /** Where the API has answered before, a path that is missing now is a proxy in trouble. */
    private AttemptFailure seen(AttemptFailure failure) {
        boolean passing = failure.kind() == FailureClass.RUN && failure.type().equals("no_such_path") && answered > 0;
        return passing ? failure.as(FailureClass.TRANSIENT) : failure;
    }

    /** Nothing is sent here any more; the first reason stays. */
    void takeOut(AttemptFailure why) {
        if (!isOut()) {
            breaker.takeOut(why);
        }
    }

    private void well() {
        if (breaker.wellDone()) {
            limit.restart();
        }
    }

    /**
     * Sends nothing for a while when the server's words concern everybody, or when it has refused everything since the last pause: then
     * a lower limit does not help, only time does.
     */
    private void pauseFor(AttemptFailure failure, Slot slot, long now) {
        Duration asked = failure.retryAfter();
        long wait = asked == null ? 0 : Math.min(asked.toNanos(), LONGEST_PAUSE);
        if (asked != null && RATE.matcher(failure.message()).find()) {
            pauseUntil(now + wait, true);
        }
        // Those in flight when the pause began say nothing new.
        if (slot.sentAt >= pausedUntil && ++refusedInARow >= Math.max(2, limit.current())) {
            refusedInARow = 0;
            long own = Math.min(FIRST_PAUSE << Math.min(pauses++, 8), LONGEST_PAUSE);
            pauseUntil(now + Math.max(wait, own), wait >= own);
        }
    }

    private void pauseUntil(long end, boolean byTheServer) {
        if (end > pausedUntil) {
            pausedUntil = end;
            asked = byTheServer;
        }
    }

    EndpointStats stats(long now) {
        EndpointStats.State state =
                switch (breaker.state()) {
                    case OUT -> EndpointStats.State.OUT;
                    case OPEN, PROBING -> EndpointStats.State.BROKEN;
                    case CLOSED -> pausedUntil > now ? EndpointStats.State.PAUSED : EndpointStats.State.SERVING;
                };
        return new EndpointStats(
                shown,
                state,
                inFlight,
                limit(),
                attempts,
                answered,
                failedAttempts,
                Duration.ofNanos((long) meanNanos),
                cuts,
                trouble());
    }

    private Optional<String> trouble() {
        AttemptFailure out = breaker.out();
        if (out != null) {
            return Optional.of(out.message());
        }
        return isBroken() ? Optional.of(breaker.reason()) : Optional.empty();
    }
}
