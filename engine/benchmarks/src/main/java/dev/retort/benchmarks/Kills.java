package dev.retort.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * {@code kill -9} at random moments, again and again, while one request in five meets a fault; then the run is let through, and what it
 * left is compared with its input.
 */
final class Kills implements Benchmarks.Benchmark {

    private static final int CONCURRENCY = 32;
    private static final long SOONEST_MILLIS = 300;
    private static final int SPREAD_MILLIS = 2_200;
    private static final int FINISHED = 0;
    private static final int SOME_FAILED = 6;

    /** One in five, of every kind that a kill could make worse; a hang lasts until the client gives up. */
    private static final String FAULTS =
            """
            latency: 100ms..300ms
            retry_after: 250ms
            faults:
              rate_limited: 0.06
              server_error: 0.03
              overloaded: 0.02
              bad_gateway: 0.01
              reset_before_reply: 0.02
              reset_during_reply: 0.02
              truncated_body: 0.02
              malformed_json: 0.01
              hang: 0.01
            """;

    @Override
    public String about() {
        return "kill -9 a hundred times (--kills N) with faults on every fifth request: nothing lost, nothing double";
    }

    @Override
    public void run(Benchmarks.Place place, Figures figures) throws IOException, InterruptedException {
        boolean quick = place.options().quick();
        int kills = place.options().kills().orElse(quick ? 5 : 100);
        int records = (int) place.options().records().orElse(quick ? 1_500 : 20_000);
        long seed = System.nanoTime();
        Random random = new Random(seed);
        try (Server server = Server.start(place, FAULTS)) {
            Distillation task = Distillation.of(place, "kills", server.baseUrl(), CONCURRENCY)
                    .withClient("timeout: 30\nfirst_byte_timeout: 3\nidle_timeout: 3\nmax_retries: 3")
                    .configure();
            Records.writeAwkward(task.input(), records);
            int killed = 0;
            long start = System.nanoTime();
            Process process = start(place, task);
            while (killed < kills
                    && !process.waitFor(SOONEST_MILLIS + random.nextInt(SPREAD_MILLIS), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
                killed++;
                process = start(place, task);
            }
            int exit = finish(process);
            if (exit != FINISHED && exit != SOME_FAILED) {
                figures.say("exit %d: %s", exit, Files.readString(log(place)));
            }
            Kept kept = Kept.read(task);
            Server.Count count = server.count();
            long twice = count.answered() + count.abandoned() - kept.answers();
            figures.say(
                    "%,d records, %d kills at %d in flight, %,d requests, %.0f s, seed %d, load %s",
                    records,
                    killed,
                    CONCURRENCY,
                    count.requests(),
                    (System.nanoTime() - start) / 1e9,
                    seed,
                    Load.now());
            figures.say(
                    "%,d answers, %,d errors, %,d replies paid for twice (%.1f a kill)",
                    kept.answers(), kept.errors(), twice, twice / Math.max(1.0, killed));
            kept.wrong().stream().limit(10).forEach(wrong -> figures.say("wrong: %s", wrong));
            figures.promise("the last run ends by itself", exit == FINISHED || exit == SOME_FAILED);
            figures.promise("killed as often as asked for", killed == kills);
            figures.promise(
                    "one result or error for each record, its bytes untouched",
                    kept.wrong().isEmpty() && kept.answers() + kept.errors() == records);
            figures.promise("paid twice at most kills × in flight", twice <= (long) killed * CONCURRENCY);
        }
    }

    private static Process start(Benchmarks.Place place, Distillation task) throws IOException {
        List<String> command = new ArrayList<>(List.of(place.options().newest().java()));
        command.addAll(task.arguments("256m"));
        return new ProcessBuilder(command)
                .directory(place.scratch().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log(place).toFile())
                .start();
    }

    private static int finish(Process process) throws InterruptedException {
        if (!process.waitFor(30, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IllegalStateException("the last run did not end within 30 minutes");
        }
        return process.exitValue();
    }

    private static Path log(Benchmarks.Place place) {
        return place.scratch().resolve("kills.log");
    }
}
