package dev.retort.benchmarks;

import java.io.IOException;

/**
 * A server that takes its time: 200 ms and 1,000 in flight, where 5,000 records a second are ideal, beside the loop that only sends and
 * reads; and 10,000 in flight, where memory counts.
 */
final class Waiting implements Benchmarks.Benchmark {

    private static final int BYTES = 2_048;
    private static final String HEAP = "256m";
    private static final int MANY = 10_000;

    /** Room for 10,000 records under way, which take half of the heap at most. */
    private static final String HEAP_FOR_MANY = "320m";

    /** The way up takes four times as long as an answer, and more. */
    private static final double MANY_SETTLED = 24;

    /** Connections are made and the code is compiled by then. */
    private static final double SETTLED = 6;

    @Override
    public String about() {
        return "200 ms and 1,000 in flight: records/s beside the ideal; 10,000 in flight: resident memory";
    }

    @Override
    public void run(Benchmarks.Place place, Figures figures) throws IOException, InterruptedException {
        int seconds = place.options().quick() ? 12 : 40;
        for (Jdk jdk : place.options().jdks()) {
            thousand(place, figures, jdk, seconds);
        }
        Jdk newest = place.options().newest();
        if (newest.virtualThreads()) {
            tenThousand(place, figures, newest, seconds);
        } else {
            figures.say("10,000 in flight need Java 21 or later; give one by --jdk");
        }
    }

    private static void thousand(Benchmarks.Place place, Figures figures, Jdk jdk, int seconds)
            throws IOException, InterruptedException {
        double ideal = 5_000;
        long records = (long) (ideal * seconds);
        double bare;
        try (Server server = Server.start(place, "latency: 200ms")) {
            Course course = new Course(server);
            BareLoop.run(place, jdk, server, records, 1_000, BYTES, course);
            bare = course.repliesPerSecond(SETTLED);
        }
        try (Server server = Server.start(place, "latency: 200ms")) {
            Distillation task = Distillation.of(place, "latency" + jdk.feature(), server.baseUrl(), 1_000)
                    .configure();
            Records.writeInput(task.input(), records, BYTES);
            Course course = new Course(server);
            Measured run = task.run(jdk, HEAP, course);
            task.checkNothingFailed();
            double own = course.repliesPerSecond(SETTLED);
            figures.say(
                    "%s, 1,000 in flight: bare loop %,.0f/s, distillation %,.0f/s; %,.0f/s from first to last with start-up, %.0f us CPU a record, load %s",
                    jdk, bare, own, run.perSecond(records), run.microsEach(records), Load.now());
            figures.atLeast(jdk + ": records/s / ideal", own / ideal, 0.95, "x");
            figures.say("%s: bare loop / ideal %.2f", jdk, bare / ideal);
        }
    }

    private static void tenThousand(Benchmarks.Place place, Figures figures, Jdk jdk, int seconds)
            throws IOException, InterruptedException {
        try (Server server = Server.start(place, "latency: 4s")) {
            Distillation task =
                    Distillation.of(place, "many", server.baseUrl(), MANY).configure();
            long records = 2_500L * Math.max(20, seconds);
            Records.writeInput(task.input(), records, BYTES);
            Course course = new Course(server);
            Measured run = task.run(jdk, HEAP_FOR_MANY, course);
            task.checkNothingFailed();
            figures.say(
                    "%s, 10,000 in flight, 4 s: at most %,d at once, %,.0f/s, heap %s, load %s",
                    jdk,
                    server.count().mostInFlight(),
                    course.repliesPerSecond(MANY_SETTLED),
                    HEAP_FOR_MANY,
                    Load.now());
            figures.atLeast(jdk + ": most in flight", (double) server.count().mostInFlight(), MANY, "requests");
            figures.atMost(jdk + ": resident memory at its highest", run.peakMib(), 512, "MiB");
        }
    }
}
