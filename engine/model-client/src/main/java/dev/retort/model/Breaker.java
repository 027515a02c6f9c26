package dev.retort.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whether anything may be sent to an endpoint. It opens when the endpoint cannot be reached or everything fails, lets one request try
 * after a while, and closes with its success. An endpoint that is refused for good, or out of reach for too long, is out. One that can be
 * reached and has done nothing but fail for as long is hopeless: it is still asked now and then, as long as there is another one.
 */
final class Breaker {

    /** Failures in a row that open it. */
    static final int FAILURES = 12;

    /** Failures to reach the server that open it. */
    static final int UNREACHED = 3;

    private static final long FIRST_PAUSE = Duration.ofSeconds(1).toNanos();
    private static final long LONGEST_PAUSE = Duration.ofMinutes(1).toNanos();
    private static final long NEVER = Long.MAX_VALUE;

    enum State {
        CLOSED,
        OPEN,
        PROBING,
        OUT
    }

    private final String shown;
    private final long firstContact;
    private final long patience;
    private final long connectLimit;
    private State state = State.CLOSED;
    private int failures;
    private int unreached;
    private long brokenSince;
    private boolean met;
    private boolean everWell;
    private boolean hopeless;
    private long unreachedSince = NEVER;
    private long failingSince = NEVER;
    private long pause = FIRST_PAUSE;
    private long probeAt;
    private long probe;
    private long probeSentAt;
    private @Nullable AttemptFailure last;
    private @Nullable AttemptFailure out;

    Breaker(String shown, ClientSettings settings) {
        this.shown = shown;
        this.firstContact = settings.firstContact().toNanos();
        this.patience = settings.outagePatience().toNanos();
        this.connectLimit = settings.timeouts().connect().multipliedBy(2).toNanos();
    }

    State state() {
        return state;
    }

    /** Why it is out; null when it is not. */
    @Nullable
    AttemptFailure out() {
        return out;
    }

    /** Why it may be given up when no other endpoint is better; null when there is hope. */
    @Nullable
    AttemptFailure despair(long now) {
        if (!hopeless || last == null) {
            return null;
        }
        String hint = everWell ? "does the server still work?" : "is base_url right? does the server work?";
        return AttemptFailure.of(
                FailureClass.RUN,
                "keeps_failing",
                shown + " has done nothing but fail for " + Wording.time(Duration.ofNanos(now - failingSince)) + ": "
                        + last.message() + "; " + hint,
                last.httpStatus());
    }

    /** Whether a request that goes now is the one that finds out whether the endpoint is back. */
    boolean probeDue(long now) {
        return state == State.OPEN && now >= probeAt;
    }

    /** Nanoseconds until something may be sent, as far as time alone decides; 0 for now. */
    long delay(long now) {
        return switch (state) {
            case CLOSED -> 0;
            case OPEN -> Math.max(0, probeAt - now);
            case PROBING -> unreachedSince == NEVER ? NEVER : Math.max(0, probeSentAt + connectLimit - now);
            case OUT -> NEVER;
        };
    }

    /** True when this closed it: a probe that has been under way for longer than a connection takes has reached the server. */
    boolean sent(Slot slot, long now) {
        if (state == State.OPEN) {
            state = State.PROBING;
            probe = slot.sequence;
            probeSentAt = now;
            return false;
        }
        return state == State.PROBING && close();
    }

    /** The server spoke, whatever it said. */
    void reached() {
        met = true;
        unreached = 0;
        unreachedSince = NEVER;
    }

    /** The server did what it should; true when this closed it. */
    boolean wellDone() {
        reached();
        everWell = true;
        hopeless = false;
        failingSince = NEVER;
        failures = 0;
        return (state == State.OPEN || state == State.PROBING) && close();
    }

    /**
     * The server was reached and failed.
     *
     * @param lost whether the connection broke, which many can at one stroke; those that were sent before the last one count as one
     */
    void failed(Slot slot, boolean lost, AttemptFailure failure, long sequence, long now) {
        reached();
        last = failure;
        if (failingSince == NEVER) {
            failingSince = slot.sentAt;
        }
        if (isProbe(slot)) {
            hopeless |= now - failingSince >= (everWell ? patience : firstContact);
            open(2 * pause, now);
        } else if (state == State.CLOSED && !(lost && slot.sequence <= brokenSince)) {
            brokenSince = lost ? sequence : brokenSince;
            if (++failures >= FAILURES) {
                open(FIRST_PAUSE, now);
            }
        }
    }

    /** The server was not reached. */
    void unreached(Slot slot, AttemptFailure failure, long now) {
        if (state == State.OUT) {
            return;
        }
        last = failure;
        if (unreachedSince == NEVER) {
            unreachedSince = slot.sentAt;
        }
        boolean due = isProbe(slot) || allowed() == 0;
        if (due && now - unreachedSince >= allowed()) {
            outOfReach(failure, now);
        } else if (isProbe(slot)) {
            open(2 * pause, now);
        } else if (state == State.CLOSED && ++unreached >= UNREACHED) {
            open(FIRST_PAUSE, now);
        }
    }

    /** The attempt was given up by ourselves. */
    void dropped(Slot slot, long now) {
        if (isProbe(slot)) {
            open(pause, now);
        }
    }

    /** Nothing is sent here any more. */
    void takeOut(AttemptFailure why) {
        state = State.OUT;
        out = why;
    }

    /** Why nothing is sent, for people. */
    String reason() {
        String why = last == null ? "" : " (" + last.type().replace('_', ' ') + ")";
        return shown + (unreachedSince == NEVER ? " keeps failing" : " cannot be reached") + why
                + "; trying again every " + Wording.time(Duration.ofNanos(pause));
    }

    private boolean isProbe(Slot slot) {
        return state == State.PROBING && slot.sequence == probe;
    }

    private void open(long wait, long now) {
        state = State.OPEN;
        pause = Math.min(wait, LONGEST_PAUSE);
        probeAt = now + pause;
        // The last try is made when the time is up, not a minute later.
        if (unreachedSince != NEVER) {
            probeBy(unreachedSince + allowed(), now);
        } else if (failingSince != NEVER && !hopeless) {
            probeBy(failingSince + (everWell ? patience : firstContact), now);
        }
    }

    private void probeBy(long latest, long now) {
        probeAt = Math.max(now + FIRST_PAUSE, Math.min(probeAt, latest));
    }

    private boolean close() {
        state = State.CLOSED;
        failures = 0;
        unreached = 0;
        unreachedSince = NEVER;
        pause = FIRST_PAUSE;
        return true;
    }

    private long allowed() {
        return met ? patience : firstContact;
    }

    private void outOfReach(AttemptFailure failure, long now) {
        String since = allowed() == 0 ? "" : " for " + Wording.time(Duration.ofNanos(now - unreachedSince));
        String hint = met ? "is the network up, and the server?" : "is base_url right? is the server up?";
        takeOut(AttemptFailure.of(
                FailureClass.RUN,
                "unreachable",
                shown + " could not be reached" + since + ": " + failure.message() + "; " + hint));
    }
}
