package dev.retort.plugins.distillation.structured;

import dev.retort.spi.config.Default;
import dev.retort.spi.config.Description;
import dev.retort.spi.config.Example;
import dev.retort.spi.config.ExistingFile;
import dev.retort.spi.config.Range;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The {@code structured} section of a distillation: the schema that every answer must match. */
@Description(
        "Answers must be JSON that matches a schema. The model is told the schema, each answer is checked, and one that"
                + " does not match is sent back to be corrected.")
public record StructuredSection(
        @Description(
                        "A JSON Schema in a file of its own: draft 4, 6, 7, 2019-09 or 2020-12, which $schema says; 2020-12 when it"
                                + " does not.")
                @Example("configs/schemas/verdict.schema.json")
                @ExistingFile
                Optional<Path> schemaFile,
        @Description("The schema itself, written here.")
                @Example(
                        "{type: object, properties: {verdict: {enum: [yes, no]}}, required: [verdict], additionalProperties: false}")
                Optional<Map<String, Object>> schema,
        @Description("What the request calls the schema: letters, digits, - and _, at most 64.") @Default("answer")
                String name,
        @Description(
                        "Asks the endpoint to let the model write nothing else. OpenAI then wants additionalProperties: false and every"
                                + " property required, in every object.")
                @Default("true")
                boolean strict,
        @Description(
                        "How often an answer that does not match is sent back with what is wrong; each time is paid for. When none"
                                + " matches, the last one is rejected.")
                @Default("1")
                @Range(min = 0, max = 5)
                int repairAttempts,
        @Description(
                        "Whether requests carry the schema as response_format; with false the prompt alone must ask for it.")
                @Default("true")
                boolean send) {

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,64}");

    public StructuredSection {
        if (schemaFile.isPresent() == schema.isPresent()) {
            throw new IllegalArgumentException(
                    schema.isPresent()
                            ? "'schema_file' and 'schema' exclude each other: write one of them"
                            : "a schema is missing: write 'schema_file' or 'schema'");
        }
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "'name' must be 1 to 64 letters, digits, '-' and '_'; endpoints refuse any other, found " + name);
        }
    }
}
