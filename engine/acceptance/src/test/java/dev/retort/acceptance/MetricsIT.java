package dev.retort.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --metrics-port}: figures of a run for Prometheus. */
class MetricsIT {

    private static final Pattern PLACE = Pattern.compile("metrics at (http://127\\.0\\.0\\.1:\\d+/metrics)\n");

    private static final String WORK =
            """
            context.watch(() -> new ProgressSnapshot("records", 117, 3, 0, OptionalLong.of(164),
                    Map.of("timeout_idle", 3L), List.of(Gauge.count("in flight", 30, 64), Gauge.tokens("tokens", 41_234))));
            context.say("working");
            while (!Files.exists(Path.of("finish"))) {
                new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
            }
            return done("all done");
            """;

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    Path temporary;

    private Workplace work;
    private Retort.Running running;

    @BeforeEach
    void prepare() throws IOException {
        work = Workplace.below(temporary);
        work.write("task.yaml", "task_name: probe\ntask_type: probe\n");
        PluginJar.of(new Probe().run(WORK)).writeTo(work.path("plugins/my-probe.jar"));
    }

    @AfterEach
    void leaveNothingRunning() {
        if (running != null) {
            running.process().destroyForcibly();
        }
    }

    private Retort retort() {
        return Retort.brief(work.directory());
    }

    private static String[] command(String... more) {
        List<String> words = new ArrayList<>(List.of("run-task", "task.yaml", "--plugins-dir", "plugins"));
        words.addAll(List.of(more));
        return words.toArray(String[]::new);
    }

    private URI place() throws IOException {
        Await.printed(running, "working");
        Matcher place = PLACE.matcher(running.outcome().out());
        assertTrue(place.find(), running.outcome().all());
        return URI.create(place.group(1));
    }

    private String get(URI page) throws Exception {
        HttpResponse<String> response =
                client.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString());
        assertEquals(200, response.statusCode());
        return response.body();
    }

    @Test
    void aRunIsReadByPrometheusWhileItLasts() throws Exception {
        running = retort().start(command("--metrics-port", "0"));
        URI page = place();
        String run = work.latestRun("probe").getFileName().toString();
        String labels = "task=\"probe\",run=\"" + run + "\"";
        String text = get(page);
        for (String sample : List.of(
                "retort_run_info{" + labels + ",task_type=\"probe\",plugin=\"my-probe 0.3\",engine=\"0.1.0\"} 1",
                "retort_records_total{" + labels + ",noun=\"records\",state=\"succeeded\"} 117",
                "retort_records_expected{" + labels + "} 164",
                "retort_failures_total{" + labels + ",type=\"timeout_idle\"} 3",
                "retort_in_flight{" + labels + "} 30",
                "retort_in_flight_limit{" + labels + "} 64",
                "retort_tokens_total{" + labels + "} 41234")) {
            assertTrue(text.contains("\n" + sample + "\n"), text);
        }
        work.write("finish", "");
        assertEquals(0, running.join().exit());
        Assertions.assertThrows(ConnectException.class, () -> get(page));
    }

    @Test
    void readersThatNeverFinishTheirRequestHoldUpNobody() throws Exception {
        running = retort().start(command("--metrics-port", "0"));
        URI page = place();
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                Socket socket = new Socket(page.getHost(), page.getPort());
                socket.getOutputStream().write("GET /metrics HT".getBytes(StandardCharsets.US_ASCII));
                slow.add(socket);
            }
            work.write("finish", "");
            Retort.Outcome outcome = running.join();
            assertEquals(0, outcome.exit(), outcome.all());
            assertTrue(outcome.out().contains("all done"), outcome.all());
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void theEnvironmentMayNameThePortAndTheOptionWins() throws Exception {
        running = retort().with("RETORT_METRICS_PORT", "0").start(command());
        assertFalse(get(place()).isEmpty());
        Retort.Outcome bad = retort().with("RETORT_METRICS_PORT", "many").run(command());
        assertEquals(2, bad.exit());
        assertEquals(
                "RETORT_METRICS_PORT must be a port, found 'many'",
                bad.errLines().get(0));
    }

    @Test
    void aPortThatIsTakenIsToldBeforeAnythingStarts() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Retort.Outcome outcome = retort().run(command("--metrics-port", Integer.toString(taken.getLocalPort())));
            assertEquals(5, outcome.exit(), outcome.all());
            assertEquals("", outcome.out());
            assertTrue(
                    outcome.errLines()
                            .get(0)
                            .startsWith("the metrics cannot be served at 127.0.0.1:" + taken.getLocalPort() + ": "),
                    outcome.err());
            assertTrue(outcome.errLines().get(1).contains("--metrics-port"), outcome.err());
        }
        assertFalse(Files.exists(work.path("runs")));
    }

    @Test
    void whatIsNoAddressIsTold() {
        for (String port : List.of("65536", "-1", "http", "")) {
            Retort.Outcome outcome = retort().run(command("--metrics-port=" + port));
            assertEquals(2, outcome.exit(), outcome.all());
            assertEquals(
                    "--metrics-port must be a port, found '" + port + "'",
                    outcome.errLines().get(0));
        }
        Retort.Outcome host = retort().run(command("--metrics-port", "0", "--metrics-host", "no-such-host.invalid"));
        assertEquals(2, host.exit(), host.all());
        assertTrue(host.errLines().get(0).contains("'no-such-host.invalid'"), host.err());
        assertFalse(Files.exists(work.path("runs")));
    }
}
