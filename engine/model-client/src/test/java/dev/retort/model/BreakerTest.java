package dev.retort.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When an endpoint is left alone, and when it is taken back. */
final class BreakerTest {

    private static final AttemptFailure RESET =
            AttemptFailure.of(FailureClass.TRANSIENT, "connection_reset", "the connection broke");
    private static final AttemptFailure REFUSED =
            AttemptFailure.of(FailureClass.TRANSIENT, "connection_refused", "refused");

    private final Breaker breaker = new Breaker("one", ClientSettings.of(512));

    @Test
    void countsConnectionsThatBreakAtOneStrokeOnce() {
        for (int i = 1; i <= 512; i++) {
            breaker.failed(slot(i), true, RESET, 512, 0);
        }
        assertEquals(Breaker.State.CLOSED, breaker.state());
    }

    @Test
    void opensAfterFailuresInARowAndNotBefore() {
        for (int i = 1; i < Breaker.FAILURES; i++) {
            breaker.failed(slot(i), false, RESET, i, 0);
        }
        breaker.wellDone();
        for (int i = 1; i < Breaker.FAILURES; i++) {
            breaker.failed(slot(i), false, RESET, i, 0);
        }
        assertEquals(Breaker.State.CLOSED, breaker.state());
        breaker.failed(slot(99), false, RESET, 99, 0);
        assertEquals(Breaker.State.OPEN, breaker.state());
        assertEquals("one keeps failing (connection reset); trying again every 1 s", breaker.reason());
    }

    @Test
    void triesLessAndLessOftenUpToOnceAMinute() {
        breaker.reached();
        long now = goDown();
        for (long pause : new long[] {1, 2, 4, 8, 16, 32, 60, 60}) {
            assertEquals(Duration.ofSeconds(pause).toNanos(), breaker.delay(now));
            now += breaker.delay(now);
            Slot probe = slot(1_000 + now);
            breaker.sent(probe, now);
            assertTrue(breaker.delay(now) > 0, "one at a time");
            breaker.unreached(probe, REFUSED, now);
        }
        now += breaker.delay(now);
        breaker.sent(slot(7), now);
        assertTrue(breaker.wellDone());
        assertEquals(0, breaker.delay(now));
    }

    @Test
    void takesATryThatOutlastsConnectingForASuccess() {
        long now = goDown();
        now += breaker.delay(now);
        breaker.sent(slot(5), now);
        assertEquals(Duration.ofSeconds(20).toNanos(), breaker.delay(now), "twice the time to connect");
        now += breaker.delay(now);
        assertEquals(0, breaker.delay(now));
        assertTrue(breaker.sent(slot(6), now));
        assertEquals(Breaker.State.CLOSED, breaker.state());
    }

    private long goDown() {
        for (int i = 1; i <= Breaker.UNREACHED; i++) {
            breaker.unreached(slot(i), REFUSED, 0);
        }
        assertEquals(Breaker.State.OPEN, breaker.state());
        return 0;
    }

    private static Slot slot(long sequence) {
        Slot slot = new Slot(0);
        slot.sequence = sequence;
        return slot;
    }
}
