package dev.retort.plugins.distillation.validate;

import dev.retort.spi.config.Description;

/** The keys of a {@code validate_output} task file. */
@Description("Checks the output of a distillation against its input. Changes nothing.")
public record ValidateOutputConfig(@Description("What is checked against what.") ValidationSection validate) {}
