package dev.retort.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A limit that finds what the server can do. It starts small and doubles with every round trip. A burst of refusals cuts it once; the
 * place is remembered as the ceiling, the limit returns quickly to just below, and later looks above it, by steps that grow as long
 * as nothing is refused. A server that queues instead of refusing is told by its latency: when a higher limit only made requests
 * wait longer in proportion, the limit goes back, and tries lower ones as long as they only shorten the wait.
 *
 * <p>All judgements about latency compare {@link Cohort}s, one sent under the one limit and one under the other.
 */
final class AdaptiveLimit implements Limit {

    static final int START = 32;

    private static final double CUT = 0.7;
    private static final double BELOW_CEILING = 0.96;
    private static final double QUEUEING = 0.7;
    private static final double ONLY_WAITING = 0.8;
    private static final double DOUBTFUL = 0.5;
    private static final double APART = 1.4;
    private static final double FAR_APART = 1.9;
    private static final double SLOWED = 1.7;
    private static final double LOWER = 0.6;
    private static final double HIGHER = 1.5;
    private static final int FEW = 32;
    private static final int MANY = 128;
    private static final int TRUSTED_GROWTH = 4;
    private static final double SHORT_WAIT = 1e8;
    private static final double NO_CEILING = Double.POSITIVE_INFINITY;
    private static final long SHORTEST_PAUSE = Duration.ofSeconds(2).toNanos();
    private static final long LONGEST_PAUSE = Duration.ofMinutes(2).toNanos();

    private enum State {
        /** On the way up, one more for every answer. */
        GROW,
        /** Where it should be. */
        HOLD,
        /** Finds out how long requests take here, before it tries a lower limit. */
        MEASURE,
        /** Tries a lower limit. */
        DOWN,
        /** Tries a higher one. */
        UP
    }

    private final int cap;
    private final int start;
    private final Refusals refusals = new Refusals();
    private double limit;
    private State state = State.GROW;
    private double ceiling = NO_CEILING;
    private boolean queued;
    private boolean tryLower;
    private double beforeCut;
    private double step = 1;
    private int stepRefused;
    private long lastSent;
    private double meanNanos;
    private long pause = SHORTEST_PAUSE;
    private long nextLook;
    private int epoch;
    private int settling;
    private @Nullable Cohort open;
    private @Nullable Cohort reference;
    private int trusted;
    private int slowed;

    AdaptiveLimit(int cap) {
        this.cap = cap;
        this.start = Math.min(cap, Math.max(START, cap / 16));
        this.limit = start;
        this.trusted = start;
        enter(start == cap ? State.HOLD : State.GROW, start, 0);
    }

    @Override
    public int current() {
        return (int) limit;
    }

    @Override
    public void sent(Slot slot) {
        lastSent = slot.sequence;
        slot.cohort = null;
        if (settling > 0) {
            // What was sent under the last limit still stands in the server's queue.
            settling -= slot.company <= limit ? 1 : 0;
            return;
        }
        if (open == null && (state == State.GROW || state == State.HOLD)) {
            open = new Cohort(epoch, Math.max(state == State.GROW ? FEW : MANY, current()));
        }
        if (open != null && !open.full()) {
            open.sent(slot.company);
            slot.cohort = open;
            if (open.full() && (state == State.GROW || state == State.HOLD)) {
                open = null;
            }
        }
    }

    @Override
    public void answered(Slot slot, Duration latency, long completionTokens, long now) {
        long nanos = Math.max(1, latency.toNanos());
        meanNanos += (meanNanos == 0 ? 1 : 0.05) * (nanos - meanNanos);
        if (refusals.counts(slot) && state != State.UP && refusals.answered()) {
            uncut();
        }
        if (state == State.GROW && slot.company >= limit / 2) {
            grow(now);
        } else if (state == State.HOLD && !queued && ceiling < cap && now >= nextLook && slot.company >= limit - 1) {
            enter(State.UP, Math.min(cap, limit + step), 0);
        }
        if (slot.cohort != null && slot.cohort.sample(nanos, completionTokens)) {
            judge(slot.cohort, now);
        }
    }

    @Override
    public void timedOut(Slot slot, Duration latency, long now) {
        if (slot.cohort != null && slot.cohort.sample(latency.toNanos(), -1)) {
            judge(slot.cohort, now);
        }
    }

    @Override
    public void ended(Slot slot, long now) {
        if (slot.cohort != null && slot.cohort.ended()) {
            judge(slot.cohort, now);
        }
    }

    @Override
    public boolean refused(Slot slot, long now) {
        ended(slot, now);
        if (!refusals.counts(slot)) {
            return false;
        }
        if (state == State.UP && !queued && slot.company > limit - step) {
            if (++stepRefused >= 2 + 3 * limit * refusals.noise()) {
                // The ceiling is still there.
                pause = Math.min(2 * pause, longestPause());
                step = 1;
                refusals.forget(lastSent);
                hold(below(ceiling), now);
            }
            return false;
        }
        if (refusals.refused(slot.company)) {
            uncut();
            return false;
        }
        if (!refusals.overload()) {
            return false;
        }
        beforeCut = limit;
        // Halved at most: the lowest of a few refusals may have been an accident of another time.
        double half = Math.max(1, Math.floor(limit / 2));
        ceiling = Math.max(half, Math.min(limit, refusals.lowestRefused() - 1));
        queued = false;
        step = 1;
        pause = shortestPause();
        refusals.cut(lastSent);
        reference = null;
        trusted = cap;
        enter(State.GROW, Math.max(half, CUT * ceiling), 0);
        return true;
    }

    @Override
    public void restart() {
        reference = null;
        trusted = start;
        enter(State.GROW, Math.min(limit, start), 0);
    }

    /** The last cut did not help: it was no ceiling. */
    private void uncut() {
        if (!queued) {
            ceiling = NO_CEILING;
        }
        reference = null;
        trusted = cap;
        enter(State.GROW, Math.max(limit, Math.min(cap, beforeCut)), 0);
    }

    private void grow(long now) {
        int goal = (int) Math.min(cap, ceiling == NO_CEILING ? cap : below(ceiling));
        limit = Math.max(limit, Math.min(Math.min(limit + 1, goal), (double) TRUSTED_GROWTH * trusted));
        if (limit >= goal) {
            Cohort known = reference;
            hold(goal, now);
            reference = known;
        }
    }

    private void judge(Cohort cohort, long now) {
        if (cohort.epoch != epoch) {
            return;
        }
        Cohort known = reference;
        switch (state) {
            case GROW -> grown(known, cohort, now);
            case HOLD -> held(known, cohort, now);
            case MEASURE -> lower(cohort);
            case DOWN -> lowered(known, cohort, now);
            case UP -> raised(known, cohort, now);
        }
    }

    private void grown(@Nullable Cohort known, Cohort cohort, long now) {
        double apart = cohort.level() < MANY ? FAR_APART : APART;
        if (known == null || cohort.level() < apart * known.level()) {
            reference = known == null ? cohort : known;
            trusted = Math.max(trusted, cohort.level());
            return;
        }
        if (Cohort.elasticity(known, cohort) > QUEUEING) {
            ceiling = known.level();
            queued = true;
            tryLower = true;
            pause = shortestPause();
            nextLook = now + pause;
            enter(State.MEASURE, known.level(), known.level());
        } else {
            reference = cohort;
            trusted = Math.max(trusted, cohort.level());
        }
    }

    private void held(@Nullable Cohort known, Cohort cohort, long now) {
        if (queued && ceiling < cap && now >= nextLook) {
            reference = cohort;
            double higher = Math.min(cap, Math.max(limit + 1, HIGHER * limit));
            enter(State.UP, higher, (int) higher);
        } else if (known == null) {
            reference = cohort;
        } else if (cohort.level() >= FAR_APART * known.level()) {
            // The way up ended before the last steps of it could be judged.
            grown(known, cohort, now);
        } else if (Cohort.slowdown(known, cohort) < SLOWED || limit < 2) {
            slowed = 0;
        } else if (++slowed >= 2) {
            lower(cohort);
        }
    }

    private void lower(Cohort here) {
        // Nobody minds a short wait, and with few at once the client's own threads would do nothing but wake one
        // another.
        double lowest = here.meanNanos() < SHORT_WAIT ? start : 1;
        if (here.level() <= lowest) {
            hold(here.level(), nextLook - pause);
            return;
        }
        reference = here;
        double lower = Math.max(lowest, LOWER * here.level());
        enter(State.DOWN, lower, (int) lower);
    }

    private void lowered(@Nullable Cohort known, Cohort cohort, long now) {
        double elasticity = known != null && cohort.level() < known.level() ? Cohort.elasticity(known, cohort) : 0;
        if (elasticity > ONLY_WAITING) {
            ceiling = cohort.level();
            queued = true;
            lower(cohort);
            return;
        }
        tryLower = elasticity > DOUBTFUL;
        // Fewer at once would only be slower.
        hold(known == null ? limit : Math.min(cap, known.level()), now);
        if (!tryLower) {
            nextLook = now;
        }
    }

    private void raised(@Nullable Cohort known, Cohort cohort, long now) {
        if (queued) {
            boolean apart = known != null && cohort.level() >= APART * known.level();
            if (known != null && apart && Cohort.elasticity(known, cohort) > QUEUEING) {
                pause = Math.min(2 * pause, longestPause());
                hold(known.level(), now);
                if (tryLower) {
                    enter(State.MEASURE, limit, current());
                }
            } else {
                ceiling = NO_CEILING;
                queued = false;
                reference = cohort;
                trusted = cohort.level();
                pause = shortestPause();
                enter(State.GROW, limit, 0);
            }
            return;
        }
        pause = shortestPause();
        ceiling = limit >= cap || step >= limit / 2 ? NO_CEILING : limit;
        step *= 2;
        if (ceiling == NO_CEILING) {
            step = 1;
            enter(State.GROW, limit, 0);
        } else {
            hold(limit, now - pause);
        }
    }

    private void hold(double at, long now) {
        reference = null;
        slowed = 0;
        nextLook = now + pause;
        enter(State.HOLD, Math.max(1, Math.min(cap, at)), 0);
        if (!queued && ceiling < cap) {
            refusals.belowCeiling();
        }
    }

    private void enter(State next, double at, int settle) {
        state = next;
        limit = at;
        settling = settle;
        stepRefused = 0;
        epoch++;
        open = switch (next) {
            case GROW, HOLD -> null;
            case UP -> new Cohort(epoch, Math.max(queued ? MANY : FEW, current()));
            case MEASURE, DOWN -> new Cohort(epoch, Math.max(MANY, current()));
        };
    }

    private static double below(double ceiling) {
        return Math.max(1, Math.floor(BELOW_CEILING * ceiling));
    }

    /** At least a few round trips, or a server with long answers would be asked about its ceiling all the time. */
    private long shortestPause() {
        return Math.max(SHORTEST_PAUSE, (long) (8 * meanNanos));
    }

    private long longestPause() {
        return Math.max(LONGEST_PAUSE, (long) (64 * meanNanos));
    }
}
