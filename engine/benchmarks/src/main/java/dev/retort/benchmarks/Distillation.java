package dev.retort.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A run of {@code data_distillation} by the real jar in a process of its own.
 *
 * @param name of the task; input, configuration and results lie under this name in the scratch directory
 * @param baseUrl of the server
 * @param client further lines of {@code client_config}
 */
record Distillation(Benchmarks.Place place, String name, String baseUrl, int concurrency, String client) {

    private static final Pattern LIMIT =
            Pattern.compile("\"in flight\"\\s*:\\s*\\{\\s*\"value\"\\s*:\\s*\\d+,\\s*\"limit\"\\s*:\\s*(\\d+)");

    static Distillation of(Benchmarks.Place place, String name, String baseUrl, int concurrency) {
        return new Distillation(place, name, baseUrl, concurrency, "");
    }

    Distillation withClient(String lines) {
        return new Distillation(place, name, baseUrl, concurrency, lines);
    }

    Path input() {
        return place.scratch().resolve(name + ".jsonl");
    }

    Path answers() {
        return place.scratch().resolve("out").resolve(name + ".jsonl");
    }

    Path failures() {
        return place.scratch().resolve("out").resolve(name + "_error.jsonl");
    }

    /** Writes the two configuration files; the input is the caller's. */
    Distillation configure() throws IOException {
        Files.writeString(
                place.scratch().resolve(name + "-model.yaml"),
                """
                client_config:
                  base_url: "%s"
                %schat_config:
                  model: "simulated"
                  temperature: 0.6
                """
                        .formatted(
                                baseUrl, client.isEmpty() ? "" : client.strip().indent(2)));
        Files.writeString(
                place.scratch().resolve(name + ".yaml"),
                """
                task_name: "%1$s"
                task_type: "data_distillation"
                distillation:
                  input_path: "%1$s.jsonl"
                  output_path: "out"
                  model_config: "%1$s-model.yaml"
                  concurrency: %2$d
                  batch_size: 1000
                  flush_interval_secs: 1.0
                """
                        .formatted(name, concurrency));
        return this;
    }

    /** The arguments of {@code java}. */
    List<String> arguments(String heap) {
        return List.of("-Xmx" + heap, "-jar", place.engine().toString(), "run-task", name + ".yaml");
    }

    Measured run(Jdk jdk, String heap) throws IOException, InterruptedException {
        return run(jdk, heap, Measured.Look.AWAY);
    }

    Measured run(Jdk jdk, String heap, Measured.Look look) throws IOException, InterruptedException {
        return Measured.java(place.scratch(), jdk, arguments(heap), look);
    }

    /** The limit of requests in flight that the run showed last, as any other shell can read it. */
    Optional<Integer> limit() throws IOException {
        Path record = place.scratch().resolve("runs").resolve(name).resolve("latest/run.json");
        if (!Files.exists(record)) {
            return Optional.empty();
        }
        Matcher limit = LIMIT.matcher(Files.readString(record));
        return limit.find() ? Optional.of(Integer.valueOf(limit.group(1))) : Optional.empty();
    }

    /** How many records failed. */
    long failed() throws IOException {
        if (!Files.exists(failures())) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(failures())) {
            return lines.count();
        }
    }

    /** Against a server without faults. */
    void checkNothingFailed() throws IOException {
        if (failed() > 0) {
            throw new IllegalStateException(failed() + " records failed: "
                    + Files.readString(failures()).lines().findFirst().orElse(""));
        }
    }

    /** So that the same input can be done once more. */
    void forgetResults() throws IOException {
        Files.deleteIfExists(answers());
        Files.deleteIfExists(failures());
    }
}
