package dev.retort.plugins.distillation.structured;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.PatternSyntaxException;
import tools.jackson.databind.JsonNode;

/** A JSON Schema, checked against the rules of its own draft. References lead to places in it and nowhere else. */
final class AnswerSchema {

    private static final int MOST_SHOWN = 5;
    private static final int LONGEST_SHOWN = 300;

    private final JsonNode node;
    private final Schema schema;

    private AnswerSchema(JsonNode node, Schema schema) {
        this.node = node;
        this.schema = schema;
    }

    static AnswerSchema of(StructuredSection section, UnaryOperator<Path> resolve) throws SchemaMistake, IOException {
        JsonNode node = section.schemaFile().isPresent()
                ? AnswerJson.read(read(resolve.apply(section.schemaFile().get())))
                : AnswerJson.of(section.schema().orElseThrow());
        if (!node.isObject()) {
            throw new SchemaMistake("a schema is a JSON object");
        }
        SchemaRegistry registry = registry();
        try {
            List<String> mistakes = shown(rules(registry, node).validate(node));
            if (!mistakes.isEmpty()) {
                throw new SchemaMistake(String.join("; ", mistakes));
            }
            Schema schema = registry.getSchema(node);
            schema.initializeValidators();
            return new AnswerSchema(node, schema);
        } catch (SchemaException e) {
            throw new SchemaMistake(problem(e));
        }
    }

    /** The rules of the draft that the schema says it follows. */
    private static Schema rules(SchemaRegistry registry, JsonNode node) throws SchemaMistake {
        String draft = node.path("$schema").asString(SpecificationVersion.DRAFT_2020_12.getDialectId());
        try {
            return registry.getSchema(SchemaLocation.of(draft));
        } catch (SchemaException e) {
            throw new SchemaMistake("/$schema: " + shortened(draft)
                    + " is no draft that is known here; 2020-12 is https://json-schema.org/draft/2020-12/schema");
        }
    }

    /** The library wraps what it ran into, and shows the wrapping. */
    private static String problem(SchemaException e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof PatternSyntaxException regex) {
                return "a pattern is no regular expression: " + regex.getDescription() + ": "
                        + shortened(regex.getPattern());
            }
            if (cause instanceof FileNotFoundException missing) {
                return "$ref: " + shortened(String.valueOf(missing.getMessage()))
                        + " is outside of the schema; put it into its $defs, for nothing is fetched";
            }
        }
        return shortened(String.valueOf(e.getMessage()));
    }

    /** What does not match, each with the JSON pointer of the value; empty when all does. */
    List<String> violations(JsonNode answer) {
        return shown(schema.validate(answer));
    }

    JsonNode node() {
        return node;
    }

    /** Messages in English on every machine, like everything else that is kept in a file. */
    private static SchemaRegistry registry() {
        SchemaRegistryConfig config = SchemaRegistryConfig.builder()
                .locale(Locale.ROOT)
                .pathType(PathType.JSON_POINTER)
                .build();
        return SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemaRegistryConfig(config));
    }

    private static List<String> shown(List<Error> errors) {
        List<String> shown = new ArrayList<>();
        for (Error error : errors) {
            if (shown.size() == MOST_SHOWN) {
                shown.add("and " + (errors.size() - MOST_SHOWN) + " more");
                break;
            }
            String place = error.getInstanceLocation().toString();
            shown.add((place.isEmpty() ? "the whole" : place) + ": " + shortened(error.getMessage()));
        }
        return shown;
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
    }

    private static String read(Path file) throws IOException, SchemaMistake {
        try {
            String text = Files.readString(file);
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new SchemaMistake("the file is not UTF-8");
        }
    }
}
