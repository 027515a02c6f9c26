package dev.retort.plugins.distillation;

import dev.retort.model.Usage;
import dev.retort.model.config.Prices;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.DoubleAdder;

/** What a run has spent, in dollars, and whether its budget allows more. */
final class Spending {

    /** Before the first answer nobody knows what one costs. */
    private static final int FIRST = 8;

    private final Optional<Prices> prices;
    private final double budget;
    private final DoubleAdder spent = new DoubleAdder();
    private final AtomicLong answers = new AtomicLong();

    /**
     * Nothing spent yet.
     *
     * @param budget in dollars; without one there is no end to it
     */
    Spending(Optional<Prices> prices, Optional<Double> budget) {
        this.prices = prices;
        this.budget = budget.orElse(Double.POSITIVE_INFINITY);
    }

    /** An answer came; what it cost, when prices are given. */
    OptionalDouble on(Usage usage) {
        if (prices.isEmpty()) {
            return OptionalDouble.empty();
        }
        double cost = prices.get().of(usage);
        spent.add(cost);
        answers.incrementAndGet();
        return OptionalDouble.of(cost);
    }

    /** What was spent, when prices are given. */
    OptionalDouble spent() {
        return prices.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(spent.sum());
    }

    /** What so many more answers will cost if they are like those so far; unknown before the first. */
    OptionalDouble projected(long more) {
        long known = answers.get();
        return prices.isEmpty() || known == 0 ? OptionalDouble.empty() : OptionalDouble.of(spent.sum() / known * more);
    }

    double budget() {
        return budget;
    }

    /**
     * Whether one more record may be asked about: with those under way it will not spend more than is left, as far as the answers
     * so far can tell.
     *
     * @param underWay records whose answers will cost as much as others did
     */
    boolean allows(int underWay) {
        if (budget == Double.POSITIVE_INFINITY) {
            return true;
        }
        OptionalDouble next = projected(underWay + 1L);
        return next.isPresent() ? spent.sum() + next.getAsDouble() <= budget : underWay < FIRST;
    }

    /** Whether not even one more answer can be paid for. */
    boolean exhausted() {
        return !allows(0);
    }
}
