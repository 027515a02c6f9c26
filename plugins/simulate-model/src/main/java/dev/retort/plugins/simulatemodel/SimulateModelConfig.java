package dev.retort.plugins.simulatemodel;

import dev.retort.spi.config.Default;
import dev.retort.spi.config.Description;

/** The keys of a task file of the type {@code simulate_model}. */
public record SimulateModelConfig(
        @Description("The simulated model: where it listens, what it answers, and what goes wrong on purpose.")
                @Default("{}")
                Simulation simulate) {}
