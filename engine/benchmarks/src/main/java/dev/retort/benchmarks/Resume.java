package dev.retort.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A rerun of 2 million finished records under a 256 MB heap: how fast the output is read to find that nothing is left to do. */
final class Resume implements Benchmarks.Benchmark {

    private static final int RECORDS = 2_000_000;
    private static final int BYTES = 1_500;

    @Override
    public void run(Benchmarks.Place place) throws IOException, InterruptedException {
        Path input = place.scratch().resolve("big.jsonl");
        Path output = Files.createDirectory(place.scratch().resolve("out")).resolve("big.jsonl");
        Records.writeFinished(input, output, RECORDS, BYTES);
        Files.writeString(
                place.scratch().resolve("model.yaml"),
                """
                client_config:
                  base_url: "http://127.0.0.1:9/v1"
                chat_config:
                  model: "nobody-is-asked"
                """);
        Files.writeString(
                place.scratch().resolve("big.yaml"),
                """
                task_name: "big"
                task_type: "data_distillation"
                distillation:
                  input_path: "big.jsonl"
                  output_path: "out"
                  model_config: "model.yaml"
                  concurrency: 8
                """);
        Measured run = Measured.java(
                place.scratch(), List.of("-Xmx256m", "-jar", place.engine().toString(), "run-task", "big.yaml"));
        double megabytes = Files.size(output) / 1e6;
        double seconds = (double) run.wall().toNanos() / 1e9;
        System.out.printf(
                "%,d records, %,.0f MB of output: %.1f s in all, start-up and reading the input included:"
                        + " %.0f MB/s (bar 200), %,d MiB resident%n",
                RECORDS, megabytes, seconds, megabytes / seconds, run.peakKib() / 1_024);
    }
}
