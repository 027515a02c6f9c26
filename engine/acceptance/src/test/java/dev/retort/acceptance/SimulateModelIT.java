package dev.retort.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** {@code simulate-model}: the simulated model as a server of its own, and a distillation against it over HTTP. */
final class SimulateModelIT {

    private static final Pattern ANNOUNCED = Pattern.compile(
            "simulated model on (http://127\\.0\\.0\\.1:\\d+/v1) \\(no real model, this machine only\\) · stop it with Ctrl-C\n");

    private Distillation distillation;

    @BeforeEach
    void set(@TempDir Path temporary) throws IOException {
        distillation = Distillation.below(temporary);
    }

    /** The server as a process, up and listening. */
    private final class Server implements AutoCloseable {

        private final Retort.Running running;
        private final URI baseUrl;

        Server(String... options) throws InterruptedException {
            String[] command = new String[options.length + 1];
            command[0] = "simulate-model";
            System.arraycopy(options, 0, command, 1, options.length);
            running = distillation.retort().heedingSignals().start(command);
            long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
            Matcher announced = ANNOUNCED.matcher(running.outcome().out());
            while (!announced.find()) {
                boolean ended = running.process().waitFor(10, TimeUnit.MILLISECONDS);
                assertTrue(
                        !ended && System.nanoTime() < deadline,
                        () -> "no server: " + running.outcome().all());
                announced = ANNOUNCED.matcher(running.outcome().out());
            }
            baseUrl = URI.create(announced.group(1));
        }

        JsonNode stats() throws IOException, InterruptedException {
            return Jsonl.parse(HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(baseUrl + "/stats"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body());
        }

        @Override
        public void close() {
            running.process().destroyForcibly();
        }
    }

    @Test
    void aRunGetsPastTheFaultsThatItMakes() throws Exception {
        int records = 200;
        distillation.input(Distillation.records(1, records));
        distillation.task("concurrency: 32");
        try (Server server = new Server(
                "--port", "0", "--latency", "1ms..5ms", "--error-rate", "0.3", "--set", "simulate.retry_after=50ms")) {
            distillation.model(server.baseUrl, "max_retries: 12");
            Retort.Outcome outcome = distillation.run();
            assertEquals(0, outcome.exit(), outcome.all());
            assertTrue(outcome.out().contains(": " + records + " answered, 0 failed, 0 skipped\n"), outcome.out());
            assertEquals(records, distillation.answers().size());
            JsonNode stats = server.stats();
            assertEquals(records, stats.at("/answered").intValue());
            assertTrue(stats.at("/requests").intValue() > records * 5 / 4, () -> "no faults: " + stats);
            // A reset on a connection that was used before is tried again at once, and counts as no attempt.
            int untold = stats.at("/faults/reset_before_reply").intValue();
            int attempts = distillation.runJson().at("/counts/attempts").intValue();
            int requests = stats.at("/requests").intValue();
            assertTrue(attempts <= requests && attempts >= requests - untold, () -> attempts + " attempts: " + stats);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void aSignalEndsTheServerWell(String signal) throws Exception {
        distillation.input(Distillation.records(1, 5));
        try (Server server = new Server("--port", "0", "--latency", "1ms")) {
            distillation.model(server.baseUrl);
            assertEquals(0, distillation.run().exit());
            server.running.signal(signal);
            Retort.Outcome outcome = server.running.join();
            assertEquals(0, outcome.exit(), outcome.all());
            assertTrue(
                    outcome.out().contains(": 5 requests: 5 answered, 0 faults on purpose, 0 refused\n"),
                    outcome.out());
            assertTrue(
                    outcome.out().contains("  client_config: {base_url: \"" + server.baseUrl + "\"}\n"), outcome.out());
            JsonNode run = distillation
                    .place()
                    .json(distillation.place().latestRun("simulate-model").resolve("run.json"));
            assertEquals("done", run.at("/state").asString());
            assertEquals(5, run.at("/counts/answered").intValue());
        }
    }

    @Test
    void aRunWhoseServerEndsIsToldAndGoesOnWithTheNext() throws Exception {
        distillation.input(Distillation.records(1, 40));
        distillation.task("concurrency: 4");
        try (Server server = new Server("--port", "0", "--quota", "15")) {
            distillation.model(server.baseUrl);
            Retort.Outcome outcome = distillation.run();
            assertEquals(4, outcome.exit(), outcome.all());
            assertTrue(
                    outcome.err()
                            .contains(
                                    "the endpoint says the account has no credit left (HTTP 429 insufficient_quota)\n"),
                    outcome.err());
            assertTrue(
                    outcome.err()
                            .contains("  15 answered and kept; 25 to go. Top up and run the same command again.\n"),
                    outcome.err());
        }
        try (Server server = new Server("--port", "0")) {
            distillation.model(server.baseUrl);
            Retort.Outcome outcome = distillation.run();
            assertEquals(0, outcome.exit(), outcome.all());
            assertTrue(outcome.out().contains(": 25 answered, 0 failed, 15 skipped\n"), outcome.out());
            assertEquals(25, server.stats().at("/answered").intValue());
        }
    }

    @Test
    void aPortInUseIsTold() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int port = taken.getLocalPort();
            Retort.Outcome outcome = distillation.retort().run("simulate-model", "--port", Integer.toString(port));
            assertEquals(5, outcome.exit(), outcome.all());
            assertTrue(outcome.err().contains(": port " + port + " on 127.0.0.1 is in use already\n"), outcome.err());
            assertTrue(outcome.err().contains("--set simulate.port=0\n"), outcome.err());
        }
    }

    @Test
    void mistakesAreToldByTheOption() throws IOException {
        Retort.Outcome outcome = distillation
                .retort()
                .run("simulate-model", "--port", "99999", "--latency", "soon", "--error-rate", "3");
        assertEquals(2, outcome.exit(), outcome.all());
        assertTrue(
                outcome.err().contains("--port 99999: error: 'port' must be from 0 to 65535, found 99999\n"),
                outcome.err());
        assertTrue(
                outcome.err().contains("--error-rate 3: error: 'error_rate' must be from 0 to 1, found 3\n"),
                outcome.err());
        Retort.Outcome latency = distillation.retort().run("simulate-model", "--latency", "soon");
        assertEquals(2, latency.exit(), latency.all());
        assertTrue(latency.err().startsWith("--latency soon: error: "), latency.err());
        assertTrue(
                latency.err().contains("write a latency as 200ms, 100ms..400ms or lognormal 300ms p99 2s"),
                latency.err());
        assertTrue(distillation.place().tree().stream().noneMatch(file -> file.startsWith("runs")));
    }
}
