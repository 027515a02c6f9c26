package dev.retort.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints figures beside what is asked of them, and remembers which fell short. */
final class Figures {

    private final List<String> missed = new ArrayList<>();
    private final List<String> broken = new ArrayList<>();

    /** A figure that nothing is asked of. */
    void say(String format, Object... values) {
        System.out.println("  " + String.format(Locale.ROOT, format, values));
    }

    void atMost(String what, double measured, double bar, String unit) {
        bar(what, measured, "at most", bar, unit, measured <= bar);
    }

    void atLeast(String what, double measured, double bar, String unit) {
        bar(what, measured, "at least", bar, unit, measured >= bar);
    }

    private void bar(String what, double measured, String relation, double bar, String unit, boolean met) {
        String line = String.format(
                Locale.ROOT,
                "%s: %.2f %s (bar: %s %s) %s",
                what,
                measured,
                unit,
                relation,
                shortly(bar),
                met ? "met" : "MISSED");
        System.out.println("  " + line);
        if (!met) {
            missed.add(line);
        }
    }

    /** What must hold on any machine. */
    void promise(String what, boolean kept) {
        System.out.println("  " + what + ": " + (kept ? "kept" : "BROKEN"));
        if (!kept) {
            broken.add(what);
        }
    }

    /** Prints what fell short; whether all promises were kept. */
    boolean summary() {
        missed.forEach(line -> System.out.println("missed: " + line));
        broken.forEach(line -> System.out.println("broken: " + line));
        if (missed.isEmpty() && broken.isEmpty()) {
            System.out.println("all bars met, all promises kept");
        }
        return broken.isEmpty();
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    private static String shortly(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%,d", (long) value)
                : String.format(Locale.ROOT, "%.2f", value);
    }
}
