package dev.retort.core.config;

import dev.retort.spi.Secret;
import dev.retort.spi.config.ConfigFile;
import dev.retort.spi.config.Default;
import dev.retort.spi.config.Description;
import dev.retort.spi.config.Example;
import dev.retort.spi.config.ExistingFile;
import dev.retort.spi.config.OtherKeys;
import dev.retort.spi.config.Range;
import dev.retort.spi.config.Seconds;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A task type in the shape of data_distillation. */
record Distill(Section distillation) {

    /** A task file that is right in {@link Workspace#distillation()}. */
    static final String TASK =
            """
            task_name: t
            task_type: data_distillation
            distillation:
              input_path: data/prompts.jsonl
              output_path: out/
              model_config: models/sim.yaml
            """;

    @Description("What is distilled, and how.")
    record Section(
            @Description("The prompts, one JSON object a line.") @ExistingFile @Example("data/prompts.jsonl")
                    Path inputPath,
            @Description("The directory for the answers.") @Example("out/distill/") Path outputPath,
            @Description("The model that answers.") @Example("configs/models/simulated.yaml")
                    ConfigFile<Model> modelConfig,
            @Description("How many requests are under way at once.") @Range(min = 1, max = 10000) @Default("30")
                    int concurrency,
            @Description("How many records are taken at once.") @Range(min = 1, max = 100000) @Default("30")
                    int batchSize,
            @Description("How long finished answers wait for others before they are written.")
                    @Seconds
                    @Range(min = 0.1, max = 60)
                    @Default("2.0")
                    Duration flushIntervalSecs,
            @Description("Whether what is there already is skipped.") @Default("true") boolean resumeMode,
            @Description("The order of the answers.") @Default("completion") Order order) {}

    enum Order {
        COMPLETION,
        INPUT
    }

    /** A model config file. */
    record Model(Client clientConfig, @Default("{}") Chat chatConfig) {}

    record Client(
            @Description("Where the API is.") @Example("https://api.example.org/v1") URI baseUrl,
            @Description("The key of the API.") Optional<Secret> apiKey,
            @Default("10m") Duration timeout,
            @Default("5") @Range(min = 0, max = 100) int maxRetries) {}

    record Chat(
            @Default("simulated") String model, Optional<Double> temperature, @OtherKeys Map<String, Object> more) {}
}
