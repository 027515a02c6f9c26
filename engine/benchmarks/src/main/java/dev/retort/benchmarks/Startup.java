package dev.retort.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code validate} of a task file, plugin and all, beside an empty main. */
final class Startup implements Benchmarks.Benchmark {

    @Override
    public String about() {
        return "validate of a task file, plugin and all, beside an empty main";
    }

    @Override
    public void run(Benchmarks.Place place, Figures figures) throws IOException, InterruptedException {
        int rounds = place.options().quick() ? 3 : 21;
        List<Double> empty = new ArrayList<>();
        List<Double> validate = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            empty.add(1_000
                    * Measured.java(
                                    place.root(),
                                    Jdk.running(),
                                    List.of("-cp", place.own().toString(), "dev.retort.benchmarks.EmptyMain"))
                            .seconds());
            validate.add(1_000
                    * Measured.java(
                                    place.root(),
                                    Jdk.running(),
                                    List.of(
                                            "-jar",
                                            place.engine().toString(),
                                            "validate",
                                            "configs/tasks/quickstart.yaml"))
                            .seconds());
        }
        double reference = Figures.median(empty);
        double own = Figures.median(validate);
        figures.say("empty main %.0f ms, validate %.0f ms, median of %d", reference, own, rounds);
        figures.atMost("validate / empty main", own / reference, 10, "x");
    }
}
