package dev.retort.core.report;

import java.util.ArrayList;
import java.util.List;

/**
 * An axis from one round number to another.
 *
 * @param step 1, 2 or 5 times a power of ten
 */
record Ticks(double from, double to, double step) {

    /** A mark on the axis. */
    record Tick(String at, String label) {}

    /** An axis that holds both values with about so many steps. */
    static Ticks over(double least, double most, int steps) {
        double low = Math.min(least, most);
        double high = Math.max(least, most);
        if (!(high - low > Math.abs(high) * 1e-9)) { // one value, or none that is finite
            high = low + 1;
        }
        double rough = (high - low) / steps;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double part = rough / power;
        double step = power * (part <= 1 ? 1 : part <= 2 ? 2 : part <= 5 ? 5 : 10);
        return new Ticks(Math.floor(low / step + 1e-9) * step, Math.ceil(high / step - 1e-9) * step, step);
    }

    /** The same step, but ending where the values end: for an axis of time. */
    Ticks endingAt(double least, double most) {
        return most > least ? new Ticks(least, most, step) : this;
    }

    double share(double value) {
        return (value - from) / (to - from);
    }

    /** The marks with their place as a percentage of the axis. */
    List<Tick> marks() {
        List<Tick> marks = new ArrayList<>();
        long first = (long) Math.ceil(from / step - 1e-9);
        for (long i = first; i * step <= to + step * 1e-6; i++) {
            marks.add(new Tick(
                    Geometry.text(share(i * step) * 100),
                    Figures.tick(i * step, step, Math.max(Math.abs(from), Math.abs(to)))));
        }
        return marks;
    }
}
