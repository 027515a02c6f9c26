package dev.retort.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The one rule for trying again. */
final class RetryPolicyTest {

    private static final RetryPolicy POLICY = RetryPolicy.ofRetries(100);

    @Test
    void doublesFromHalfASecondUpToAMinute() {
        long[] longest = {500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000};
        for (int attempt = 1; attempt <= longest.length; attempt++) {
            assertEquals(Duration.ofMillis(longest[attempt - 1]), backoff(attempt, 1.0), "after attempt " + attempt);
            assertEquals(Duration.ofMillis(longest[attempt - 1] / 2), backoff(attempt, 0.5));
            assertEquals(Duration.ZERO, backoff(attempt, 0.0));
        }
        assertEquals(Duration.ofSeconds(60), backoff(100, 1.0));
    }

    @Test
    void waitsAsTheServerAsks() {
        assertEquals(
                new RetryPolicy.Decision.Retry(Duration.ofMillis(1_250)),
                POLICY.decide(failure(FailureClass.PRESSURE, null, Duration.ofMillis(1_250)), 1, fixed(0.5)));
    }

    @Test
    void failsWhenAskedToWaitTooLong() {
        AttemptFailure asked = failure(FailureClass.PRESSURE, null, Duration.ofHours(3));
        AttemptFailure reason = assertInstanceOf(RetryPolicy.Decision.GiveUp.class, POLICY.decide(asked, 1, fixed(0.5)))
                .reason();
        assertEquals("retry_after_too_long", reason.type());
        assertEquals(FailureClass.PRESSURE, reason.kind());
        assertEquals("the server asks to wait 3 h, longer than the 10 min allowed; why", reason.message());
    }

    @Test
    void givesUpWhenTheRetriesAreUsed() {
        AttemptFailure failure = failure(FailureClass.TRANSIENT, null, null);
        RetryPolicy twice = RetryPolicy.ofRetries(2);
        assertInstanceOf(RetryPolicy.Decision.Retry.class, twice.decide(failure, 2, fixed(0.5)));
        assertEquals(new RetryPolicy.Decision.GiveUp(failure), twice.decide(failure, 3, fixed(0.5)));
        assertEquals(
                new RetryPolicy.Decision.GiveUp(failure),
                RetryPolicy.ofRetries(0).decide(failure, 1, fixed(0.5)));
    }

    @ParameterizedTest
    @EnumSource(FailureClass.class)
    void retriesWhatIsNobodysFaultForLong(FailureClass kind) {
        boolean retried = POLICY.decide(failure(kind, null, null), 1, fixed(0.5)) instanceof RetryPolicy.Decision.Retry;
        assertEquals(kind == FailureClass.TRANSIENT || kind == FailureClass.PRESSURE, retried);
    }

    @Test
    void obeysTheServerOnWhetherToRetry() {
        assertInstanceOf(
                RetryPolicy.Decision.Retry.class,
                POLICY.decide(failure(FailureClass.RECORD, true, null), 1, fixed(0.5)));
        assertInstanceOf(
                RetryPolicy.Decision.GiveUp.class,
                POLICY.decide(failure(FailureClass.TRANSIENT, false, Duration.ofSeconds(1)), 1, fixed(0.5)));
        assertInstanceOf(
                RetryPolicy.Decision.GiveUp.class,
                RetryPolicy.ofRetries(1).decide(failure(FailureClass.RECORD, true, null), 2, fixed(0.5)));
    }

    @Test
    void refusesFiguresThatMakeNoSense() {
        assertEquals(
                "max_retries must be 0 or more, found -1",
                assertThrows(IllegalArgumentException.class, () -> RetryPolicy.ofRetries(-1))
                        .getMessage());
        assertEquals(
                "the waits between attempts must not be negative",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new RetryPolicy(1, Duration.ofSeconds(-1), Duration.ZERO, Duration.ZERO))
                        .getMessage());
        assertEquals(
                "a wait between attempts must be at most 1 day, 30 days if the server asks",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new RetryPolicy(1, Duration.ZERO, Duration.ofDays(2), Duration.ZERO))
                        .getMessage());
    }

    private static Duration backoff(int attempt, double drawn) {
        AttemptFailure failure = failure(FailureClass.TRANSIENT, null, null);
        return assertInstanceOf(RetryPolicy.Decision.Retry.class, POLICY.decide(failure, attempt, fixed(drawn)))
                .after();
    }

    private static AttemptFailure failure(FailureClass kind, @Nullable Boolean retry, @Nullable Duration after) {
        return new AttemptFailure(kind, "t", "why", 500, retry, after);
    }

    /** Draws the same number for ever. */
    private static RandomGenerator fixed(double drawn) {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                throw new UnsupportedOperationException();
            }

            @Override
            public double nextDouble() {
                return drawn;
            }
        };
    }
}
