package dev.retort.plugins.simulatemodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retort.spi.Fault;
import dev.retort.spi.Plan;
import dev.retort.spi.ProgressSnapshot;
import dev.retort.spi.Secret;
import dev.retort.spi.TaskException;
import dev.retort.spi.TaskResult;
import dev.retort.spi.report.ReportPart;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulateModelTaskTest {

    private static final String QUESTION =
            "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"What is distillation?\"}]}";

    private final Path dir;
    private final RecordingContext context;

    SimulateModelTaskTest(@TempDir Path dir) {
        this.dir = dir;
        this.context = new RecordingContext(dir);
    }

    @Test
    void servesUntilStoppedAndIsThenDone() throws Exception {
        FutureTask<TaskResult> run = inBackground(Simulations.onAnyPort());
        String baseUrl = context.baseUrl.get(30, TimeUnit.SECONDS);

        assertEquals(200, ask(baseUrl, QUESTION));
        assertEquals(400, ask(baseUrl, "{}"));
        ProgressSnapshot progress = context.progress.get(30, TimeUnit.SECONDS).get();
        assertEquals("requests", progress.noun());
        assertEquals(1, progress.succeeded());
        assertEquals(1, progress.failed());
        assertEquals(1, progress.failures().get("invalid"));
        assertEquals(
                List.of("in flight", "connections", "tokens"),
                progress.gauges().stream().map(gauge -> gauge.name()).toList());

        context.stop();
        TaskResult result = run.get(30, TimeUnit.SECONDS);
        assertEquals(TaskResult.Outcome.DONE, result.outcome());
        assertEquals("2 requests: 1 answered, 0 faults on purpose, 1 refused", result.headline());
        assertEquals(1, result.counts().get("answered"));
        assertEquals(List.of("server_started", "server_stopped"), context.events);
        assertEquals(
                List.of(
                        "simulated model on " + baseUrl + " (no real model, this machine only) · stop it with Ctrl-C",
                        "for a model config file:",
                        "  client_config: {base_url: \"" + baseUrl + "\"}",
                        "  chat_config: {model: \"simulated\"}"),
                context.said);
    }

    @Test
    void reportsWhatWasServedAndThatItWasASimulation() throws Exception {
        FaultRates faults = new FaultRates(
                Optional.empty(),
                Optional.of(1.0),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        FutureTask<TaskResult> run = inBackground(Simulations.simulation(0, "0ms", "20", Optional.empty(), 0, faults));
        for (int i = 0; i < 3; i++) {
            assertEquals(500, ask(context.baseUrl.get(30, TimeUnit.SECONDS), QUESTION));
        }
        context.stop();
        run.get(30, TimeUnit.SECONDS);

        assertTrue(((ReportPart.Text) context.parts.get(0)).body().contains("no real model was asked"));
        assertEquals(
                new ReportPart.Table(
                        "What was served",
                        List.of("outcome", "requests", "% of requests"),
                        List.of(List.of("answered", 0L, 0.0), List.of("server_error", 3L, 100.0))),
                context.parts.get(1));
    }

    @Test
    void tellsWhichKeyToSendAndNeverTheKey() throws Exception {
        Simulation open = Simulations.onAnyPort();
        Simulation locked = new Simulation(
                0,
                open.model(),
                open.latency(),
                open.tokensPerSecond(),
                open.replyTokens(),
                open.repliesFile(),
                open.reasoning(),
                open.promptCache(),
                open.errorRate(),
                open.faults(),
                open.retryAfter(),
                Optional.of(50),
                Optional.of(16),
                Optional.of(3_000L),
                Optional.of(250_000L),
                Optional.of(1_000L),
                Optional.of(Secret.of("SIMULATED_KEY", "open-sesame")),
                open.seed(),
                open.threads());
        FutureTask<TaskResult> run = inBackground(locked);
        String baseUrl = context.baseUrl.get(30, TimeUnit.SECONDS);

        assertEquals(401, ask(baseUrl, QUESTION));
        context.stop();
        run.get(30, TimeUnit.SECONDS);
        assertEquals(
                "  client_config: {base_url: \"" + baseUrl + "\", api_key: \"${secret:SIMULATED_KEY}\"}",
                context.said.get(2));
        assertTrue(context.said.stream().noneMatch(line -> line.contains("sesame")));
        assertEquals(
                "50 requests at once · 16 workers · 3,000 requests a minute · 250,000 tokens a minute · 1,000 replies in all · the key SIMULATED_KEY",
                line(new SimulateModelTask(locked).plan(context), "limits"));
    }

    @Test
    void answersWhatIsUnderWayBeforeItEnds() throws Exception {
        FutureTask<TaskResult> run =
                inBackground(Simulations.simulation(0, "100ms", "20", Optional.empty(), 0, Simulations.NO_FAULTS));
        String baseUrl = context.baseUrl.get(30, TimeUnit.SECONDS);
        FutureTask<Integer> question = new FutureTask<>(() -> ask(baseUrl, QUESTION));
        new Thread(question, "question").start();
        while (context.progress.get(30, TimeUnit.SECONDS).get().gauges().get(0).value() < 1) {
            Thread.onSpinWait();
        }
        context.stop();

        assertEquals(200, question.get(30, TimeUnit.SECONDS));
        assertEquals(1, run.get(30, TimeUnit.SECONDS).counts().get("answered"));
    }

    @Test
    void portInUseIsTheFaultOfTheMachine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            Simulation simulation =
                    Simulations.simulation(port, "0ms", "20", Optional.empty(), 0, Simulations.NO_FAULTS);
            TaskException failure =
                    assertThrows(TaskException.class, () -> new SimulateModelTask(simulation).run(context));

            assertEquals(Fault.MACHINE, failure.fault());
            assertEquals("port " + port + " on 127.0.0.1 is in use already", failure.getMessage());
            assertEquals("take any that is free: retort --set simulate.port=0", failure.mend());
        }
    }

    @Test
    void planSaysWhatWouldBeServedAndOpensNothing() throws Exception {
        Files.writeString(dir.resolve("r.jsonl"), "{\"reply\":\"a\"}\n");
        Simulation simulation = Simulations.simulation(
                8000, "lognormal 300ms p99 2s", "64", Optional.of(Path.of("r.jsonl")), 0.1, Simulations.NO_FAULTS);
        Plan plan = new SimulateModelTask(simulation).plan(context);

        assertEquals("http://127.0.0.1:8000/v1", line(plan, "listens on"));
        assertEquals("simulated (simulated, no real model)", line(plan, "model"));
        assertEquals("lognormal 300ms p99 2s", line(plan, "latency"));
        assertEquals("r.jsonl, 1 entry, then placeholders of 64 tokens", line(plan, "replies"));
        assertTrue(line(plan, "faults").startsWith("rate_limited 4 % · server_error 1.5 % · overloaded 1.5 %"));
        assertEquals("none", line(plan, "limits"));
        assertTrue(context.said.isEmpty());
        assertTrue(context.events.isEmpty());
    }

    @Test
    void aBadRepliesFileIsAFaultOfTheConfiguration() throws Exception {
        Files.writeString(dir.resolve("r.jsonl"), "{\"reply\":1}\n");
        assertFailure("r.jsonl:1: \"reply\" must be a text", "r.jsonl");
        assertFailure("cannot read the replies file none.jsonl: it is not there", "none.jsonl");
    }

    @Test
    void anInterruptEndsItAtOnce() throws Exception {
        FutureTask<TaskResult> run = new FutureTask<>(
                task(Simulations.simulation(0, "1h", "20", Optional.empty(), 0, Simulations.NO_FAULTS)));
        Thread thread = new Thread(run, "task");
        thread.start();
        context.baseUrl.get(30, TimeUnit.SECONDS);
        thread.interrupt();

        assertTrue(
                assertThrows(java.util.concurrent.ExecutionException.class, () -> run.get(30, TimeUnit.SECONDS))
                                .getCause()
                        instanceof InterruptedException);
    }

    private void assertFailure(String message, String replies) {
        Simulation simulation =
                Simulations.simulation(0, "0ms", "20", Optional.of(Path.of(replies)), 0, Simulations.NO_FAULTS);
        TaskException failure =
                assertThrows(TaskException.class, () -> new SimulateModelTask(simulation).plan(context));
        assertEquals(Fault.CONFIGURATION, failure.fault());
        assertEquals(message, failure.getMessage());
    }

    private FutureTask<TaskResult> inBackground(Simulation simulation) {
        FutureTask<TaskResult> run = new FutureTask<>(task(simulation));
        Thread thread = new Thread(run, "task");
        thread.setDaemon(true);
        thread.start();
        return run;
    }

    private Callable<TaskResult> task(Simulation simulation) {
        return () -> new SimulateModelTaskType()
                .create(new SimulateModelConfig(simulation))
                .run(context);
    }

    private static String line(Plan plan, String label) {
        return plan.lines().stream()
                .filter(line -> line.label().equals(label))
                .map(Plan.Line::text)
                .findFirst()
                .orElseThrow();
    }

    private static int ask(String baseUrl, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(baseUrl + "/chat/completions"))
                .timeout(Duration.ofSeconds(30))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }
}
