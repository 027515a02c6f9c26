package dev.retort.plugins.distillation;

import dev.retort.model.Usage;
import dev.retort.model.config.Prices;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a run has spent, in dollars, and whether its budget allows more.
 *
 * <p>Answers differ much in what they cost, and the cheap ones come first, so those under way cost more than those that came. As long
 * as not many more have come than are under way, each is reckoned as the dearest so far; later as what an answer costs that is met
 * under way at some moment, which is the mean of the squares by the mean, with a reserve for how they spread. So near its end a budget
 * lets fewer and fewer be under way, the last one alone. What it may be overspent by is the cost of a few answers.
 */
final class Spending {

    /** When so many times as many have come as are under way, those that came are like those that will. */
    private static final double MANY = 8;

    /** So many deviations are held in reserve. */
    private static final double RESERVE = 2;

    /** Sums of money are not exact. */
    private static final double ROUNDING = 1 + 1e-9;

    private final Optional<Prices> prices;
    private final double budget;
    private double spent;
    private double squares;
    private double dearest;
    private long answers;
    private boolean blind;
    private boolean warned;

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
        boolean untold = usage.prompt().isEmpty() && usage.completion().isEmpty();
        synchronized (this) {
            blind |= untold;
            spent += cost;
            squares += cost * cost;
            dearest = Math.max(dearest, cost);
            answers++;
        }
        return OptionalDouble.of(cost);
    }

    /** What was spent, when prices are given. */
    synchronized OptionalDouble spent() {
        return prices.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(spent);
    }

    /** What so many more answers will cost if they are like those so far; unknown before the first. */
    synchronized OptionalDouble projected(long more) {
        return prices.isEmpty() || answers == 0 ? OptionalDouble.empty() : OptionalDouble.of(spent / answers * more);
    }

    /** What the user must know of this reckoning; once. */
    synchronized Optional<String> warning() {
        if (!blind || warned) {
            return Optional.empty();
        }
        warned = true;
        return Optional.of("answers come without usage: what they cost is not known"
                + (budget == Double.POSITIVE_INFINITY ? "" : ", and the budget does not bound them"));
    }

    double budget() {
        return budget;
    }

    /**
     * Whether one more record may be asked about: with those under way it will not spend more than is left, as far as the answers
     * so far can tell.
     *
     * @param underWay records whose answers are still to come
     */
    synchronized boolean allows(int underWay) {
        if (budget == Double.POSITIVE_INFINITY) {
            return true;
        }
        if (underWay >= Math.max(1, answers)) {
            return false; // nobody knows yet what they cost
        }
        double left = budget * ROUNDING - spent;
        if (underWay == 0 || spent == 0) {
            return answers == 0 || spent / answers <= left;
        }
        int together = underWay + 1;
        double mean = spent / answers;
        double deviation = Math.sqrt(Math.max(0, squares / answers - mean * mean));
        double met = squares / spent;
        double doubt = Math.min(1, MANY * underWay / answers);
        double each = met + doubt * (dearest - met);
        return together * each + RESERVE * deviation * Math.sqrt(together) <= left;
    }

    /** Whether not even one more answer can be paid for. */
    boolean exhausted() {
        return !allows(0);
    }

    /** Whether more was spent than was to be. */
    synchronized boolean overdrawn() {
        return spent > budget * ROUNDING;
    }
}
