package dev.retort.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What two cohorts say about a server. */
final class CohortTest {

    @Test
    void latencyThatFollowsTheNumberInFlightIsAQueue() {
        assertEquals(1, Cohort.elasticity(cohort(32, 1_000, -1), cohort(64, 2_000, -1)), 1e-9);
        assertEquals(0, Cohort.elasticity(cohort(32, 1_000, -1), cohort(64, 1_000, -1)), 1e-9);
        assertEquals(1, Cohort.elasticity(cohort(64, 2_000, -1), cohort(32, 1_000, -1)), 1e-9);
    }

    @Test
    void longerAnswersAreNoQueue() {
        assertEquals(0, Cohort.elasticity(cohort(32, 1_000, 100), cohort(64, 2_000, 200)), 1e-9);
        assertEquals(1, Cohort.slowdown(cohort(32, 1_000, 100), cohort(32, 2_000, 200)), 1e-9);
        assertEquals(2, Cohort.slowdown(cohort(32, 1_000, 100), cohort(32, 2_000, 100)), 1e-9);
    }

    @Test
    void isCompleteWhenFourInFiveAreBack() {
        Cohort cohort = new Cohort(1, 10);
        for (int i = 1; i <= 10; i++) {
            cohort.sent(i);
        }
        assertTrue(cohort.full());
        for (int i = 0; i < 7; i++) {
            assertFalse(cohort.sample(5, -1));
        }
        assertTrue(cohort.sample(5, -1));
        assertFalse(cohort.sample(5, -1), "once");
        assertEquals(10, cohort.level());
    }

    private static Cohort cohort(int level, long latency, long tokens) {
        Cohort cohort = new Cohort(1, level);
        for (int i = 1; i <= level; i++) {
            cohort.sent(i);
            cohort.sample(latency, tokens);
        }
        return cohort;
    }
}
