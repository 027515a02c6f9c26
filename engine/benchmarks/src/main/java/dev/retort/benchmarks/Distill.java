package dev.retort.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * 200,000 records of 2 KB against a server that answers at once, at concurrency 256 with a 256 MB heap; beside it a loop that only
 * sends and reads. Then a run of ten times fewer records, to show that memory does not follow the input.
 */
final class Distill implements Benchmarks.Benchmark {

    private static final int RECORDS = 200_000;
    private static final int BYTES = 2_048;
    private static final int CONCURRENCY = 256;

    @Override
    public void run(Benchmarks.Place place) throws IOException, InterruptedException {
        try (Server server = Server.start(place)) {
            bare(place, server, RECORDS / 10); // warms the server up
            Measured bare = bare(place, server, RECORDS);
            Measured small = distill(place, server, "small", RECORDS / 10);
            Measured full = distill(place, server, "full", RECORDS);
            double perRequest = micros(bare, RECORDS);
            double perRecord = micros(full, RECORDS);
            System.out.printf(
                    "bare loop    %6.1f us CPU a request, %6.0f requests/s%n", perRequest, RECORDS / seconds(bare));
            System.out.printf(
                    "distillation %6.1f us CPU a record,  %6.0f records/s, ratio of CPU %.2f (bar 2)%n",
                    perRecord, RECORDS / seconds(full), perRecord / perRequest);
            System.out.printf(
                    "resident memory at its highest: %,d MiB for %,d records, %,d MiB for %,d%n",
                    small.peakKib() / 1_024, RECORDS / 10, full.peakKib() / 1_024, RECORDS);
        }
    }

    private static Measured bare(Benchmarks.Place place, Server server, int requests)
            throws IOException, InterruptedException {
        return Measured.java(
                place.scratch(),
                List.of(
                        "-Xmx256m",
                        "-cp",
                        place.own().toString(),
                        "dev.retort.benchmarks.BareLoop",
                        server.baseUrl() + "/chat/completions",
                        Integer.toString(requests),
                        Integer.toString(CONCURRENCY),
                        Integer.toString(BYTES)));
    }

    private static Measured distill(Benchmarks.Place place, Server server, String name, int records)
            throws IOException, InterruptedException {
        Path input = place.scratch().resolve(name + ".jsonl");
        Records.writeInput(input, records, BYTES);
        Files.writeString(
                place.scratch().resolve("model.yaml"),
                """
                client_config:
                  base_url: "%s"
                chat_config:
                  model: "simulated"
                  temperature: 0.6
                """
                        .formatted(server.baseUrl()));
        Files.writeString(
                place.scratch().resolve(name + ".yaml"),
                """
                task_name: "%s"
                task_type: "data_distillation"
                distillation:
                  input_path: "%s.jsonl"
                  output_path: "out"
                  model_config: "model.yaml"
                  concurrency: %d
                  batch_size: 1000
                  flush_interval_secs: 1.0
                """
                        .formatted(name, name, CONCURRENCY));
        return Measured.java(
                place.scratch(), List.of("-Xmx256m", "-jar", place.engine().toString(), "run-task", name + ".yaml"));
    }

    private static double micros(Measured run, int records) {
        return run.cpu().toNanos() / 1e3 / records;
    }

    private static double seconds(Measured run) {
        return (double) run.wall().toNanos() / 1e9;
    }
}
