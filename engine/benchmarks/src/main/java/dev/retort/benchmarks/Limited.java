package dev.retort.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A server that allows 50 requests in flight and refuses what is above: what becomes of a run that may have 512. */
final class Limited implements Benchmarks.Benchmark {

    private static final int ALLOWED = 50;
    private static final int CONCURRENCY = 512;
    private static final int BYTES = 1_024;
    private static final double SETTLED = 10;

    @Override
    public String about() {
        return "a server that allows 50 in flight and answers 429 above, concurrency 512: limit, records/s, refusals";
    }

    @Override
    public void run(Benchmarks.Place place, Figures figures) throws IOException, InterruptedException {
        for (Jdk jdk : place.options().jdks()) {
            measure(place, figures, jdk, "fixed", "100ms", 0.1);
            // Half of all below 100 ms, one in a hundred above 1 s: sigma is ln(10) / 2.326, the mean exp(sigma² / 2) ×
            // the median.
            measure(place, figures, jdk, "spread", "lognormal 100ms p99 1s", 0.1632);
        }
    }

    private static void measure(
            Benchmarks.Place place, Figures figures, Jdk jdk, String name, String latency, double mean)
            throws IOException, InterruptedException {
        double ideal = ALLOWED / mean;
        long records = (long) (ideal * (place.options().quick() ? 20 : 60));
        try (Server server = Server.start(place, "latency: \"" + latency + "\"\nmax_in_flight: " + ALLOWED)) {
            Distillation task = Distillation.of(place, name + jdk.feature(), server.baseUrl(), CONCURRENCY)
                    .configure();
            Records.writeInput(task.input(), records, BYTES);
            Course course = new Course(server);
            List<Double> limits = new ArrayList<>();
            task.run(jdk, "256m", (elapsed, residentKib) -> {
                course.at(elapsed, residentKib);
                if (course.seconds() > SETTLED && server.count().answered() < records * 0.95) {
                    task.limit().ifPresent(limit -> limits.add((double) limit));
                }
            });
            figures.promise(jdk + ", " + latency + ": no record failed", task.failed() == 0);
            if (limits.isEmpty()) {
                throw new IllegalStateException("the run did not show its limit");
            }
            List<Double> sorted = limits.stream().sorted().toList();
            String who = jdk + ", " + latency;
            figures.say(
                    "%s: limit %.0f to %.0f in nine of ten looks, ideal %.0f/s, load %s",
                    who,
                    sorted.get(sorted.size() / 20),
                    sorted.get(sorted.size() - 1 - sorted.size() / 20),
                    ideal,
                    Load.now());
            double limit = Figures.median(limits);
            figures.atLeast(who + ": limit, the middle one", limit, ALLOWED * 0.8, "requests");
            figures.atMost(who + ": limit, the middle one", limit, ALLOWED * 1.2, "requests");
            figures.atLeast(who + ": records/s / ideal", course.repliesPerSecond(SETTLED) / ideal, 0.9, "x");
            figures.atMost(who + ": refused after 10 s", 100 * course.refused(SETTLED), 2, "% of requests");
        }
    }
}
