package dev.retort.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** {@code validate} of a task file, plugin and all, beside an empty main. */
final class Startup implements Benchmarks.Benchmark {

    private static final int ROUNDS = 21;

    @Override
    public void run(Benchmarks.Place place) throws IOException, InterruptedException {
        List<Double> empty = new ArrayList<>();
        List<Double> validate = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            empty.add(millis(Measured.java(
                    place.root(), List.of("-cp", place.own().toString(), "dev.retort.benchmarks.EmptyMain"))));
            validate.add(millis(Measured.java(
                    place.root(),
                    List.of("-jar", place.engine().toString(), "validate", "configs/tasks/quickstart.yaml"))));
        }
        double reference = median(empty);
        double own = median(validate);
        System.out.printf(
                "empty main %.0f ms, validate %.0f ms: ratio %.1f (bar 10)%n", reference, own, own / reference);
    }

    private static double millis(Measured run) {
        return (double) run.wall().toNanos() / 1e6;
    }

    private static double median(List<Double> values) {
        Collections.sort(values);
        return values.get(values.size() / 2);
    }
}
