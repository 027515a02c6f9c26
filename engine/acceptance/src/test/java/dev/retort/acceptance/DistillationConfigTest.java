package dev.retort.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.retort.core.config.BoundTask;
import dev.retort.core.config.Mode;
import dev.retort.core.config.Setting;
import dev.retort.core.config.TaskFiles;
import dev.retort.core.config.TaskSource;
import dev.retort.core.config.problem.Problem;
import dev.retort.model.config.ChatConfig;
import dev.retort.model.config.ClientConfig;
import dev.retort.model.config.ModelConfig;
import dev.retort.model.config.Prices;
import dev.retort.plugins.distillation.DataDistillation;
import dev.retort.plugins.distillation.DistillationConfig;
import dev.retort.plugins.distillation.DistillationSection;
import dev.retort.spi.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The records of {@code data_distillation} and of the model config: defaults, every key, and every rejection with its place. */
class DistillationConfigTest {

    private static final String MODEL =
            """
            client_config:
              base_url: "http://127.0.0.1:9/v1"
            chat_config:
              model: "m"
            """;

    private static final String REFERRED = " (referred to from task.yaml:6:17)";

    @TempDir
    Path directory;

    @BeforeEach
    void writeInput() throws IOException {
        Files.writeString(directory.resolve("in.jsonl"), "{}\n");
        Files.writeString(directory.resolve("model.yaml"), MODEL);
    }

    private BoundTask<DistillationConfig> bind(String section, Map<String, String> variables, Setting... settings)
            throws IOException {
        Files.writeString(
                directory.resolve("task.yaml"),
                "task_name: t\ntask_type: data_distillation\ndistillation:\n  input_path: in.jsonl\n  output_path: out\n"
                        + "  model_config: model.yaml\n" + section);
        return new TaskFiles(directory, variables, () -> Instant.EPOCH, ZoneOffset.UTC)
                .compose(
                        new TaskSource.File(Path.of("task.yaml")),
                        List.of(settings),
                        List.of("data_distillation"),
                        Mode.RUN)
                .bind(new DataDistillation(), directory.resolve("runs/t/run"));
    }

    private List<String> problems(String section) throws IOException {
        List<String> shown = new ArrayList<>();
        for (Problem problem : bind(section, Map.of()).problems().problems()) {
            shown.add(problem.headline() + (problem.mend().isEmpty() ? "" : " | " + problem.mend()));
        }
        return shown;
    }

    @Test
    void hasDefaultsForAllButThreeKeys() throws IOException {
        DistillationSection section = bind("", Map.of()).config().distillation();
        assertEquals("generate", section.step());
        assertEquals(64, section.concurrency());
        assertEquals(0, section.retryRounds());
        assertEquals(Optional.empty(), section.shard());
        assertEquals(DistillationSection.Order.COMPLETION, section.order());
        assertFalse(section.deduplicate());
        assertEquals(Optional.empty(), section.reuse());
        assertEquals(Optional.empty(), section.budget());
        assertEquals(0, section.preflight());
        assertEquals(Optional.empty(), section.input());
        assertEquals(Optional.empty(), section.structured());
        assertEquals(Optional.empty(), section.output());
        assertEquals(Optional.empty(), section.filters());
        assertEquals(30, section.batchSize());
        assertEquals(Duration.ofSeconds(2), section.flushIntervalSecs());
        assertEquals(true, section.resumeMode());
        assertFalse(section.retryMode());
        assertEquals(16 << 20, section.maxRecordBytes());
        assertEquals(Duration.ofSeconds(60), section.diskPatienceSecs());
        ClientConfig client = section.modelConfig().value().clientConfig();
        assertEquals(Optional.empty(), client.apiKey());
        assertEquals(Duration.ofMinutes(10), client.timeout());
        assertEquals(Duration.ofSeconds(10), client.connectTimeout());
        assertEquals(Optional.empty(), client.firstByteTimeout());
        assertEquals(Optional.empty(), client.idleTimeout());
        assertEquals(5, client.maxRetries());
        assertEquals(Duration.ofMinutes(10), client.maxRetryWait());
        assertEquals(Map.of(), client.headers());
        assertEquals(Optional.empty(), client.rps());
        assertEquals(Optional.empty(), client.rpm());
        assertEquals(Optional.empty(), client.tpm());
        assertEquals(true, client.adaptive());
        assertEquals(List.of(), client.endpoints());
        assertEquals(Duration.ofMinutes(1), client.firstContact());
        assertEquals(Duration.ofHours(4), client.outagePatience());
        assertEquals(Optional.empty(), section.modelConfig().value().prices());
        assertEquals(Optional.empty(), section.modelConfig().value().simulation());
    }

    @Test
    void bindsEveryKey() throws IOException {
        Files.writeString(
                directory.resolve("model.yaml"),
                """
                client_config:
                  base_url: "https://api.example.com/v1/"
                  api_key: ${secret:MY_KEY}
                  timeout: 1.5
                  connect_timeout: 2
                  first_byte_timeout: 3
                  idle_timeout: 4
                  max_retries: 0
                  max_retry_wait: 7
                  headers: {X-Project: demo}
                chat_config:
                  model: "m"
                  temperature: 0.6
                  max_tokens: 16
                  stream: false
                  top_p: 0.95
                  extra_body: {chat_template_kwargs: {enable_thinking: false}}
                """);
        DistillationSection section = bind(
                        "  step: generate\n  concurrency: 7\n  batch_size: 8\n  flush_interval_secs: 0.5\n"
                                + "  resume_mode: true\n  retry_mode: true\n  max_record_bytes: 2048\n"
                                + "  disk_patience_secs: 0\n",
                        Map.of("MY_KEY", "not-so-secret"))
                .config()
                .distillation();
        assertEquals(7, section.concurrency());
        assertEquals(8, section.batchSize());
        assertEquals(Duration.ofMillis(500), section.flushIntervalSecs());
        assertEquals(true, section.retryMode());
        assertEquals(2_048, section.maxRecordBytes());
        assertEquals(Duration.ZERO, section.diskPatienceSecs());
        ModelConfig model = section.modelConfig().value();
        assertEquals(
                new ClientConfig(
                        "https://api.example.com/v1/",
                        Optional.of(Secret.of("MY_KEY", "not-so-secret")),
                        Duration.ofMillis(1_500),
                        Duration.ofSeconds(2),
                        Optional.of(Duration.ofSeconds(3)),
                        Optional.of(Duration.ofSeconds(4)),
                        0,
                        Duration.ofSeconds(7),
                        Map.of("X-Project", "demo"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        true,
                        List.of(),
                        Duration.ofSeconds(60),
                        Duration.ofHours(4)),
                model.clientConfig());
        ChatConfig chat = model.chatConfig();
        assertEquals(Optional.of(0.6), chat.temperature());
        assertEquals(Optional.of(16), chat.maxTokens());
        Map<String, Object> others =
                Map.of("top_p", 0.95, "extra_body", Map.of("chat_template_kwargs", Map.of("enable_thinking", false)));
        assertEquals(others, new HashMap<>(chat.otherKeys()));
    }

    @Test
    void rejectsWhatIsOutOfRangeAtItsPlace() throws IOException {
        assertEquals(
                List.of(
                        "task.yaml:7:16: error: 'concurrency' must be from 1 to 10000, found 0",
                        "task.yaml:8:15: error: 'batch_size' must be from 1 to 1000000, found -1",
                        "task.yaml:9:24: error: 'flush_interval_secs' must be from 0.001 to 3600, found 0",
                        "task.yaml:10:21: error: 'max_record_bytes' must be from 1024 to 1073741824, found 12",
                        "task.yaml:11:23: error: 'disk_patience_secs' must be from 0 to 86400, found -1",
                        "task.yaml:12:9: error: 'step' must be 'generate', found the text \"merge\""),
                problems("  concurrency: 0\n  batch_size: -1\n  flush_interval_secs: 0\n  max_record_bytes: 12\n"
                        + "  disk_patience_secs: -1\n  step: merge\n"));
    }

    @Test
    void rejectsWhatDoesNotGoTogether() throws IOException {
        assertEquals(
                List.of(
                        "task.yaml:3:1: error: 'retry_mode: true' needs 'resume_mode: true': it adds to the output that is"
                                + " there"),
                problems("  retry_mode: true\n  resume_mode: false\n"));
        assertEquals(
                List.of(
                        "task.yaml:5:16: error: the answers would be written into the input file in.jsonl | choose another"
                                + " directory"),
                problems("").isEmpty() ? problemsWithOutput("  output_path: .\n") : List.of());
    }

    @Test
    void bindsTheKeysOfARun() throws IOException {
        Files.writeString(
                directory.resolve("model.yaml"), MODEL + "prices: {input: 2.5, output: 10, cached_input: 1}\n");
        Files.writeString(directory.resolve("old.jsonl"), "");
        DistillationSection section = bind(
                        "  retry_rounds: 2\n  shard: \"3/100\"\n  order: input\n  deduplicate: true\n"
                                + "  reuse: old.jsonl\n  budget: 2.5\n  preflight: 10\n",
                        Map.of())
                .config()
                .distillation();
        assertEquals(2, section.retryRounds());
        assertEquals(Optional.of("3/100"), section.shard());
        assertEquals(DistillationSection.Order.INPUT, section.order());
        assertEquals(true, section.deduplicate());
        assertEquals(Optional.of(Path.of("old.jsonl")), section.reuse());
        assertEquals(Optional.of(2.5), section.budget());
        assertEquals(10, section.preflight());
        assertEquals(
                Optional.of(new Prices(2.5, 10, Optional.of(1.0))),
                section.modelConfig().value().prices());
    }

    @Test
    void rejectsTheKeysOfARunAtTheirPlace() throws IOException {
        assertEquals(
                List.of(
                        "task.yaml:7:17: error: 'retry_rounds' must be from 0 to 100, found -1",
                        "task.yaml:8:10: error: 'order' must be 'completion' or 'input', found the text \"random\"",
                        "task.yaml:9:10: error: 'reuse' names a file that is not there: missing.jsonl"
                                + " | relative paths start from the working directory",
                        "task.yaml:10:14: error: 'preflight' must be from 0 to 10000, found -3"),
                problems("  retry_rounds: -1\n  order: random\n  reuse: missing.jsonl\n  preflight: -3\n"));
        assertEquals(
                List.of("task.yaml:7:10: error: 'shard' must be from 1/n to n/n, with n at most 1,000,000; found 4/3"
                        + " | write \"3/100\" for the third of a hundred"),
                problems("  shard: \"4/3\"\n"));
        assertEquals(
                List.of("task.yaml:7:11: error: 'budget' needs prices, and model.yaml has none"
                        + " | add to it: prices: {input: …, output: …} in dollars a million tokens"),
                problems("  budget: 1\n"));
    }

    private List<String> problemsWithOutput(String output) throws IOException {
        Files.writeString(
                directory.resolve("task.yaml"),
                "task_name: t\ntask_type: data_distillation\ndistillation:\n  input_path: in.jsonl\n" + output
                        + "  model_config: model.yaml\n");
        List<String> shown = new ArrayList<>();
        new TaskFiles(directory, Map.of(), () -> Instant.EPOCH, ZoneOffset.UTC)
                .compose(new TaskSource.File(Path.of("task.yaml")), List.of(), List.of("data_distillation"), Mode.RUN)
                .bind(new DataDistillation(), directory.resolve("runs/t/run"))
                .problems()
                .problems()
                .forEach(problem -> shown.add(problem.headline() + " | " + problem.mend()));
        return shown;
    }

    @Test
    void rejectsAModelConfigAtItsOwnPlace() throws IOException {
        Files.writeString(
                directory.resolve("model.yaml"),
                """
                client_config:
                  base_url: "ftp://example.com"
                chat_config:
                  model: " "
                  stream: true
                simulation:
                  latency: "soon"
                """);
        assertEquals(
                List.of(
                        "model.yaml:1:1: error: 'base_url' must be an http or https URL such as"
                                + " https://api.openai.com/v1, or the word simulated; found ftp://example.com"
                                + REFERRED,
                        "model.yaml:3:1: error: 'model' must not be empty" + REFERRED,
                        "model.yaml:6:1: error: \"soon\": this is no time; write a latency as 200ms, 100ms..400ms or"
                                + " lognormal 300ms p99 2s" + REFERRED),
                problems(""));
    }

    @Test
    void rejectsASimulationThatNobodyAsks() throws IOException {
        Files.writeString(directory.resolve("model.yaml"), MODEL + "simulation: {error_rate: 0.1}\n");
        assertEquals(
                List.of(
                        "model.yaml:1:1: error: 'simulation' has an effect only with base_url: \"simulated\"; remove the"
                                + " section, or point base_url at the simulation" + REFERRED),
                problems(""));
    }
}
