package dev.retort.plugins.distillation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retort.model.Usage;
import dev.retort.model.config.Prices;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpendingTest {

    /** A token of answer costs a dollar. */
    private static final Optional<Prices> PRICES = Optional.of(new Prices(0, 1_000_000, Optional.empty()));

    private record Answer(double due, int cost) {}

    /** What a run spends above its budget that has up to 256 records under way, each for as long as it costs; in dearest answers. */
    private static double overspent(double budget, Random random) {
        int dearest = 0;
        Spending spending = new Spending(PRICES, Optional.of(budget));
        PriorityQueue<Answer> underWay = new PriorityQueue<>(Comparator.comparingDouble(Answer::due));
        double now = 0;
        while (true) {
            while (underWay.size() < 256 && spending.allows(underWay.size())) {
                int cost = 1 + (int) (100 * Math.exp(0.84 * random.nextGaussian()));
                dearest = Math.max(dearest, cost);
                underWay.add(new Answer(now + cost, cost));
            }
            Answer next = underWay.poll();
            if (next == null) {
                double spent = spending.spent().orElseThrow();
                assertTrue(spending.exhausted());
                assertTrue(spent > 0.8 * budget, "spent only " + spent + " of " + budget);
                return (spent - budget) / dearest;
            }
            now = next.due();
            spending.on(usage(next.cost()));
        }
    }

    private static Usage usage(int tokens) {
        return new Usage(
                null,
                OptionalLong.empty(),
                OptionalLong.of(tokens),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aBudgetIsKeptThoughTheCheapAnswersComeFirst(long seed) {
        for (double budget : new double[] {2_000, 20_000, 200_000, 1_000_000}) {
            double overspent = overspent(budget, new Random(seed));
            assertTrue(
                    overspent < 6, "a budget of " + budget + " was overspent by " + overspent + " times the dearest");
        }
    }

    @Test
    void answersOfOneCostSpendItToTheLast() {
        Spending spending = new Spending(PRICES, Optional.of(100.0));
        assertTrue(spending.allows(0));
        assertFalse(spending.allows(1), "nobody knows what the first will cost");
        for (int i = 0; i < 10; i++) {
            assertTrue(spending.allows(0));
            spending.on(usage(10));
        }
        assertFalse(spending.allows(0));
        assertFalse(spending.overdrawn());
        assertEquals(100, spending.spent().orElseThrow());
    }

    @Test
    void answersWithoutUsageAreToldOnce() {
        Spending spending = new Spending(PRICES, Optional.of(100.0));
        spending.on(usage(10));
        assertEquals(Optional.empty(), spending.warning());
        OptionalLong none = OptionalLong.empty();
        spending.on(new Usage(null, none, none, none, none, none));
        assertEquals(
                Optional.of("answers come without usage: what they cost is not known, and the budget does not bound"
                        + " them"),
                spending.warning());
        assertEquals(Optional.empty(), spending.warning());
    }

    @Test
    void withoutABudgetThereIsNoEnd() {
        Spending spending = new Spending(Optional.empty(), Optional.empty());
        assertTrue(spending.allows(10_000));
        assertFalse(spending.exhausted());
        assertTrue(spending.spent().isEmpty());
    }

    @Test
    void answersThatCostNothingHoldNobodyBack() {
        Spending spending = new Spending(PRICES, Optional.of(1.0));
        for (int i = 0; i < 10; i++) {
            spending.on(usage(0));
        }
        assertTrue(spending.allows(9));
    }
}
