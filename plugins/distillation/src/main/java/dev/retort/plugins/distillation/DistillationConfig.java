package dev.retort.plugins.distillation;

import dev.retort.spi.config.Description;

/** The keys of a {@code data_distillation} task file. */
@Description("A large model answers every record of a JSONL file.")
public record DistillationConfig(
        @Description("What to read, whom to ask, and where the answers go.") DistillationSection distillation) {}
