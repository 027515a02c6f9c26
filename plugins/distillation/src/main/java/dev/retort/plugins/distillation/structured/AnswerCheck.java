package dev.retort.plugins.distillation.structured;

import com.networknt.schema.SchemaException;
import dev.retort.jsonl.JsonBytes;
import dev.retort.jsonl.JsonKind;
import dev.retort.jsonl.JsonRecord;
import dev.retort.jsonl.JsonRecordException;
import dev.retort.jsonl.MemberNames;
import dev.retort.plugins.distillation.prompt.Messages;
import dev.retort.spi.Fault;
import dev.retort.spi.Problems;
import dev.retort.spi.TaskException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/**
 * Says whether an answer is JSON that matches the schema, and what to send when it does not. An answer counts that is JSON and nothing
 * else, but for reasoning in {@code <think>} before it and a code fence around it; it is kept as it came either way. Safe for use by
 * many threads.
 */
public final class AnswerCheck {

    private static final MemberNames NAMES = MemberNames.of("content");
    private static final int LONGEST_SCHEMA_SHOWN = 20_000;

    private final StructuredSection section;
    private final AnswerSchema schema;

    private AnswerCheck(StructuredSection section, AnswerSchema schema) {
        this.section = section;
        this.schema = schema;
    }

    /**
     * Reads the schema of a section.
     *
     * @param resolve finds the schema file
     * @throws TaskException when it is none
     */
    public static AnswerCheck of(StructuredSection section, UnaryOperator<Path> resolve) throws TaskException {
        try {
            return new AnswerCheck(section, AnswerSchema.of(section, resolve));
        } catch (SchemaMistake e) {
            throw new TaskException(
                    Fault.CONFIGURATION, name(section) + " is no JSON Schema: " + e.reason(), "Correct the schema.");
        } catch (IOException e) {
            throw new TaskException(
                    Fault.CONFIGURATION,
                    unreadable(section, e),
                    "Check that the file is there and that you may read it.");
        }
    }

    /**
     * Reports what is wrong with a schema before a record is read.
     *
     * @param key of the section: {@code distillation.structured}
     */
    public static void check(StructuredSection section, String key, UnaryOperator<Path> resolve, Problems problems) {
        String place = key + (section.schemaFile().isPresent() ? ".schema_file" : ".schema");
        try {
            AnswerSchema schema = AnswerSchema.of(section, resolve);
            if (section.strict() && section.send()) {
                StrictRules.breach(schema.node())
                        .ifPresent(breach -> problems.warn(
                                place,
                                breach,
                                "OpenAI refuses such a schema when 'strict' is true; others do not mind"));
            }
        } catch (SchemaMistake e) {
            problems.error(place, name(section) + " is no JSON Schema: " + e.reason(), "");
        } catch (IOException e) {
            problems.error(place, unreadable(section, e), "");
        }
    }

    /** How often an answer that does not match may be sent back. */
    public int repairAttempts() {
        return section.repairAttempts();
    }

    /**
     * What is wrong with an answer, for the model and for people; empty when it matches.
     *
     * @param content the text of the answer; a reply without one is {@code ""}
     */
    public Optional<String> violation(String content) {
        if (content.isBlank()) {
            return Optional.of("the answer is empty");
        }
        try {
            List<String> violations = schema.violations(AnswerJson.read(AnswerJson.in(content)));
            return violations.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", violations));
        } catch (SchemaMistake e) {
            return Optional.of("the answer is not valid JSON: " + e.reason());
        } catch (SchemaException | StackOverflowError e) {
            // A limit of the validator's, or a pattern that this text drives too deep: no reason to end the run.
            return Optional.of("the answer cannot be checked against the schema: " + e);
        }
    }

    /** The value of the request's {@code response_format}, as plain values; empty when the section says not to send it. */
    public Optional<Map<String, Object>> responseFormat() {
        if (!section.send()) {
            return Optional.empty();
        }
        Map<String, Object> named = new LinkedHashMap<>();
        named.put("name", section.name());
        named.put("schema", AnswerJson.plain(schema.node()));
        named.put("strict", section.strict());
        Map<String, Object> format = new LinkedHashMap<>();
        format.put("type", "json_schema");
        format.put("json_schema", named);
        return Optional.of(format);
    }

    /**
     * The messages that ask for a better answer: those that were sent, the answer, and what is wrong with it. Of the answer's message
     * only the content goes back, for endpoints refuse to be sent their own reasoning.
     *
     * @param answerMessageJson the message of the reply, a JSON object
     * @param violation what {@link #violation} said
     */
    public Messages repairMessages(Messages sent, String answerMessageJson, String violation) {
        byte[] answer = answerMessageJson.getBytes(StandardCharsets.UTF_8);
        JsonBytes out = new JsonBytes(sent.length() + answer.length + violation.length() + 512);
        sent.writeOpen(out);
        out.raw(",{\"role\":\"assistant\",\"content\":");
        content(answer, out);
        out.raw("},{\"role\":\"user\",\"content\":").string(request(violation)).raw("}]");
        return new Messages(out.array(), 0, out.size());
    }

    private static void content(byte[] answer, JsonBytes out) {
        try {
            JsonRecord message = JsonRecord.parse(answer, NAMES);
            if (message.has(0) && message.kind(0) != JsonKind.NULL) {
                out.raw(answer, message.valueFrom(0), message.valueTo(0));
                return;
            }
        } catch (JsonRecordException e) {
            throw new IllegalArgumentException("no message: " + e.getMessage(), e);
        }
        out.raw("\"\"");
    }

    private String request(String violation) {
        StringBuilder text = new StringBuilder("Your answer does not match the JSON schema that it must match: ");
        text.append(violation).append("\nAnswer again with the corrected JSON, complete, and nothing else.");
        JsonNode node = schema.node();
        if (!section.send() && node.toString().length() <= LONGEST_SCHEMA_SHOWN) {
            text.append("\nThe schema: ").append(node);
        }
        return text.toString();
    }

    private static String name(StructuredSection section) {
        return section.schemaFile().map(Path::toString).orElse("'schema'");
    }

    private static String unreadable(StructuredSection section, IOException e) {
        return "the schema file cannot be read: " + name(section) + ": " + e.getMessage();
    }
}
