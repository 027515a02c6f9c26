package dev.retort.plugins.distillation;

import dev.retort.model.Usage;
import dev.retort.model.config.Prices;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.DoubleAdder;

/** What a run has spent, in dollars, and whether its budget allows more. */
final class Spending {

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
     * Whether no more requests may be sent: those in flight will use up what is left.
     *
     * @param inFlight requests whose answers will cost as much as others did
     */
    boolean exhausted(int inFlight) {
        if (budget == Double.POSITIVE_INFINITY) {
            return false;
        }
        double now = spent.sum();
        return now >= budget || now + projected(inFlight).orElse(0) >= budget;
    }
}
