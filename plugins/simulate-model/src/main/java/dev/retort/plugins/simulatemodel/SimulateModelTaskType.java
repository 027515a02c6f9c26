package dev.retort.plugins.simulatemodel;

import dev.retort.simulator.Faults;
import dev.retort.simulator.Latency;
import dev.retort.simulator.ReplyLength;
import dev.retort.spi.Problems;
import dev.retort.spi.Task;
import dev.retort.spi.TaskCommand;
import dev.retort.spi.TaskCommand.Option;
import dev.retort.spi.TaskType;
import java.util.List;
import java.util.Map;
import org.pf4j.Extension;

/** {@code task_type: simulate_model}: serves a simulated model until it is stopped. */
@Extension
public final class SimulateModelTaskType implements TaskType<SimulateModelConfig> {

    @Override
    public String name() {
        return "simulate_model";
    }

    @Override
    public String summary() {
        return "Serve a simulated OpenAI-compatible model on this machine, with latencies and faults on request";
    }

    @Override
    public Class<SimulateModelConfig> configType() {
        return SimulateModelConfig.class;
    }

    @Override
    public void check(SimulateModelConfig config, Problems problems) {
        Simulation simulate = config.simulate();
        check("simulate.latency", problems, () -> Latency.parse(simulate.latency()));
        check("simulate.reply_tokens", problems, () -> ReplyLength.parse(simulate.replyTokens()));
        check("simulate.faults", problems, () -> simulate.faults().over(Faults.mix(simulate.errorRate())));
        if (simulate.model().isBlank()) {
            problems.error("simulate.model", "the model needs a name", "write any name, or leave the key out");
        }
    }

    @Override
    public Task create(SimulateModelConfig config) {
        return new SimulateModelTask(config.simulate());
    }

    @Override
    public List<TaskCommand> commands() {
        return List.of(new TaskCommand(
                List.of("simulate-model"),
                summary(),
                List.of(
                        Option.of("--port", "simulate.port"),
                        Option.of("--model", "simulate.model"),
                        Option.of("--latency", "simulate.latency"),
                        Option.of("--tokens-per-second", "simulate.tokens_per_second"),
                        Option.of("--reply-tokens", "simulate.reply_tokens"),
                        Option.of("--replies", "simulate.replies_file"),
                        Option.of("--error-rate", "simulate.error_rate"),
                        Option.of("--max-in-flight", "simulate.max_in_flight"),
                        Option.of("--workers", "simulate.workers"),
                        Option.of("--rpm", "simulate.rpm"),
                        Option.of("--tpm", "simulate.tpm"),
                        Option.of("--quota", "simulate.quota"),
                        Option.of("--seed", "simulate.seed")),
                Map.of()));
    }

    private static void check(String key, Problems problems, Runnable reading) {
        try {
            reading.run();
        } catch (IllegalArgumentException e) {
            // The library says what is wrong, a semicolon, and what to write.
            String[] parts = String.valueOf(e.getMessage()).split("; ", 2);
            problems.error(key, parts[0], parts.length > 1 ? parts[1] : "make the fractions smaller");
        }
    }
}
