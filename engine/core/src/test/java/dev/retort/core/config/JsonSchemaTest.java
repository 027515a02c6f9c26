package dev.retort.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSchemaTest {

    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final String HEAD = "task_name: t\ntask_type: data_distillation\n";

    private static String schemaOf(Class<? extends Record> type) {
        return TaskReference.of("data_distillation", "Sends prompts.", type).jsonSchema();
    }

    private static List<String> errors(String schema, String yaml) {
        Schema compiled = REGISTRY.getSchema(schema, InputFormat.JSON);
        return compiled.validate(YamlAsJson.of(yaml), InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }

    @Test
    void isASchemaOfDraft202012() {
        Schema meta = REGISTRY.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        for (Class<? extends Record> type : List.of(Distill.class, Everything.class, TaskReferenceTest.Bare.class)) {
            assertEquals(List.of(), meta.validate(schemaOf(type), InputFormat.JSON));
        }
        TaskReference.of("data_distillation", "Sends prompts.", Distill.class)
                .jsonSchemasOfOtherFiles()
                .values()
                .forEach(schema -> assertEquals(List.of(), meta.validate(schema, InputFormat.JSON)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "flag: True",
                "few: 0x0A",
                "few: ${env:N:-3}",
                "whole: -2147483648",
                "large: 9223372036854775807",
                "ratio: 1",
                "ratio: 1.5e0",
                "text: \"\"",
                "text: 2024-01-01",
                "text: !!str 30",
                "reasoning: keep",
                "reasoning: ${env:R:-keep}",
                "path: a b/ü.txt",
                "address: simulated",
                "timeout: 1h",
                "timeout: 1m30s",
                "timeout: 1.5s",
                "timeout: ${env:T:-3s}",
                "pause_secs: 2",
                "level: very_high",
                "secret: ${secret:A}",
                "numbers: [1]",
                "numbers: [\"${env:N:-1}\"]",
                "prices: {}",
                "items: []",
                "items: [{count: 3}]",
                "item: {}",
                "item:",
                "text: null",
                "few: ~",
                "anything: {a: [1, null, {b: x}], c: null}",
                "prices: {a: 0.5}",
                "output_dir: runs/${date}",
                "environment:",
                "environment: {env_file: a.env}",
                "class: x",
            })
    void acceptsWhatIsRight(String line) {
        assertEquals(List.of(), errors(schemaOf(Everything.class), HEAD + line + "\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "flag: yes",
                "flag: 1",
                "few: \"3\"",
                "few: 3.5",
                "few: 11",
                "few: 0",
                "few: [1]",
                "whole: 3000000000",
                "large: 9223372036854775808",
                "ratio: \"0.6\"",
                "ratio: 2.5",
                "text: 30",
                "text: true",
                "text: [a]",
                "reasoning: kepe",
                "path: \"\"",
                "path: 3",
                "address: \"\"",
                "timeout: 30",
                "timeout: 30sec",
                "timeout: \"\"",
                "timeout: 30s1m",
                "pause_secs: 2s",
                "pause_secs: 0.1",
                "level: LOW",
                "secret: hunter2",
                "secret: Bearer ${secret:A}",
                "secret: ${env:A}",
                "numbers: 3",
                "numbers: []",
                "numbers: [1, 2, 3, 4]",
                "numbers: [x]",
                "prices: [a]",
                "prices: {a: cheap}",
                "items: [{cuont: 3}]",
                "item: 3",
                "item: {cuont: 3}",
                "klass: x",
                "environment: {envfile: a.env}",
                "extends:",
                "extends: [a]",
            })
    void refusesWhatIsWrong(String line) {
        assertNotEquals(List.of(), errors(schemaOf(Everything.class), HEAD + line + "\n"));
    }

    @Test
    void asksForWhatIsRequiredUnlessTheFileExtendsAnother() {
        String schema = schemaOf(Distill.class);
        assertEquals(List.of(), errors(schema, Distill.TASK));
        assertEquals(List.of(), errors(schema, "extends: base.yaml\ndistillation: {concurrency: 3}\n"));
        for (String key : List.of("task_name", "task_type", "input_path", "output_path", "model_config")) {
            String without = Distill.TASK.replaceAll("(?m)^ *" + key + ":.*\n", "");
            assertNotEquals(List.of(), errors(schema, without), without);
        }
        assertNotEquals(List.of(), errors(schema, HEAD));
        assertNotEquals(List.of(), errors(schema, HEAD + "distillation:\n"));
        assertNotEquals(List.of(), errors(schema, Distill.TASK.replace("task_name: t", "task_name: a b")));
        assertNotEquals(List.of(), errors(schema, Distill.TASK.replace("data_distillation", "merge_results")));
    }

    @Test
    void otherFilesHaveSchemasOfTheirOwn() {
        String schema = TaskReference.of("data_distillation", "Sends prompts.", Distill.class)
                .jsonSchemasOfOtherFiles()
                .getOrDefault("distillation.model_config", "");
        assertEquals(List.of(), errors(schema, "client_config: {base_url: x}\nchat_config: {top_k: [1], model: m}\n"));
        assertEquals(List.of(), errors(schema, "extends: base.yaml\n"));
        assertNotEquals(List.of(), errors(schema, "chat_config: {model: m}\n"));
        assertNotEquals(List.of(), errors(schema, "client_config: {base_url: x, top_k: 3}\n"));
    }

    @Test
    void carriesWhatAnEditorShows() {
        assertEquals(
                """
                    "concurrency": {
                          "description": "How many requests are under way at once.",
                          "anyOf": [
                            {
                              "type": "integer",
                              "minimum": 1,
                              "maximum": 10000
                            },
                            {
                              "type": "string",
                              "pattern": "\\\\$\\\\{"
                            }
                          ],
                          "default": 30
                        },
                """
                        .strip(),
                part(schemaOf(Distill.class), "\"concurrency\"", "\"batch_size\""));
    }

    private static String part(String text, String from, String to) {
        return text.substring(text.indexOf(from), text.indexOf(to)).strip();
    }
}
