package dev.retort.plugins.distillation;

import dev.retort.model.config.ChatConfig;
import dev.retort.model.config.ClientConfig;
import dev.retort.model.config.EndpointSection;
import dev.retort.model.config.ModelConfig;
import dev.retort.model.config.Prices;
import dev.retort.plugins.distillation.filter.FilterSection;
import dev.retort.plugins.distillation.prompt.InputSection;
import dev.retort.plugins.distillation.result.OutputSection;
import dev.retort.plugins.distillation.structured.StructuredSection;
import dev.retort.spi.config.ConfigFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A section for tests: {@code in.jsonl} to {@code out}, three requests at once, no retries; a test sets what it is about. */
final class SectionBuilder {

    private final String baseUrl;
    List<EndpointSection> endpoints = List.of();
    int concurrency = 3;
    boolean retryMode;
    int retryRounds;
    Optional<String> shard = Optional.empty();
    Optional<InputSection> input = Optional.empty();
    Optional<StructuredSection> structured = Optional.empty();
    Optional<OutputSection> output = Optional.empty();
    Optional<FilterSection> filters = Optional.empty();
    DistillationSection.Order order = DistillationSection.Order.COMPLETION;
    boolean deduplicate;
    Optional<Path> reuse = Optional.empty();
    Optional<Double> budget = Optional.empty();
    int preflight;
    Optional<Prices> prices = Optional.empty();

    SectionBuilder(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    DistillationSection build() {
        ModelConfig config = new ModelConfig(
                new ClientConfig(
                        baseUrl,
                        Optional.empty(),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(5),
                        Optional.empty(),
                        Optional.empty(),
                        0,
                        Duration.ofSeconds(1),
                        Map.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        true,
                        endpoints,
                        Duration.ofSeconds(60),
                        Duration.ofHours(4)),
                new ChatConfig("scripted", Optional.of(0.6), Optional.empty(), Optional.empty(), Map.of()),
                prices,
                Optional.empty());
        return new DistillationSection(
                "generate",
                Path.of("in.jsonl"),
                Path.of("out"),
                new ConfigFile<>(Path.of("model.yaml"), config),
                concurrency,
                4,
                Duration.ofMillis(20),
                true,
                retryMode,
                retryRounds,
                shard,
                input,
                structured,
                output,
                filters,
                order,
                deduplicate,
                reuse,
                budget,
                preflight,
                1 << 20,
                Duration.ofSeconds(5));
    }
}
