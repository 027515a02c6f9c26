package dev.retort.model.config;

import dev.retort.simulator.Behaviour;
import dev.retort.simulator.Faults;
import dev.retort.simulator.Latency;
import dev.retort.simulator.RepliesFileException;
import dev.retort.simulator.ReplyBook;
import dev.retort.spi.config.Default;
import dev.retort.spi.config.Description;
import dev.retort.spi.config.Example;
import dev.retort.spi.config.ExistingFile;
import dev.retort.spi.config.Range;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The {@code simulation} section: how the built-in model behaves. */
@Description("How the built-in simulated model behaves.")
public record SimulationConfig(
        @Description("How long an answer takes: 200ms, a range such as 100ms..400ms, or lognormal 300ms p99 2s.")
                @Default("\"50ms..400ms\"")
                String latency,
        @Description(
                        "The share of requests that fail on purpose: 429 with Retry-After, 5xx, resets, truncated and malformed"
                                + " bodies. All of them pass when tried again.")
                @Default("0.0")
                @Range(min = 0, max = 1)
                double errorRate,
        @Description(
                        "A JSONL file of replies: {\"contains\": …, \"reply\": …} or {\"prompt\": …, \"reply\": …}. Without it,"
                                + " placeholder text.")
                @Example("examples/simulate-model/replies.jsonl")
                @ExistingFile
                Optional<Path> repliesFile,
        @Description("Another seed gives other placeholder texts, latencies and faults.") @Default("0") long seed) {

    /** What an absent section means. */
    static final SimulationConfig DEFAULTS = new SimulationConfig("50ms..400ms", 0, Optional.empty(), 0);

    public SimulationConfig {
        Latency.parse(latency);
    }

    Behaviour behaviour(String model, UnaryOperator<Path> resolve) throws IOException, RepliesFileException {
        Behaviour behaviour = Behaviour.defaults()
                .withModel(model)
                .withLatency(Latency.parse(latency))
                .withFaults(Faults.mix(errorRate))
                .withSeed(seed);
        return repliesFile.isPresent()
                ? behaviour.withReplies(ReplyBook.read(resolve.apply(repliesFile.get())))
                : behaviour;
    }
}
