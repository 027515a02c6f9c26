package dev.retort.plugins.distillation.structured;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retort.plugins.distillation.prompt.Messages;
import dev.retort.spi.Problems;
import dev.retort.spi.TaskException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerCheckTest {

    private static final Map<String, Object> SCHEMA = Map.of(
            "type",
            "object",
            "properties",
            Map.of(
                    "verdict", Map.of("enum", List.of("yes", "no")),
                    "score", Map.of("type", "integer", "minimum", 1, "maximum", 5)),
            "required",
            List.of("verdict", "score"),
            "additionalProperties",
            false);

    @TempDir
    Path directory;

    private static StructuredSection section(Optional<Path> file, Optional<Map<String, Object>> schema, boolean send) {
        return new StructuredSection(file, schema, "verdict", true, 1, send);
    }

    private AnswerCheck check() throws Exception {
        return AnswerCheck.of(section(Optional.empty(), Optional.of(SCHEMA), true), directory::resolve);
    }

    private StructuredSection file(String schema) throws IOException {
        Files.writeString(directory.resolve("s.json"), schema);
        return section(Optional.of(Path.of("s.json")), Optional.empty(), true);
    }

    private List<String> problems(StructuredSection section) {
        List<String> told = new ArrayList<>();
        AnswerCheck.check(section, "d.structured", directory::resolve, new Problems() {
            @Override
            public void error(String key, String message, String mend) {
                told.add("error " + key + ": " + message);
            }

            @Override
            public void warn(String key, String message, String mend) {
                told.add("warning " + key + ": " + message);
            }
        });
        return told;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"verdict\":\"yes\",\"score\":3}",
                " \n{ \"score\": 3, \"verdict\": \"no\" }\n",
                "```json\n{\"verdict\":\"yes\",\"score\":3}\n```",
                "```\n{\"verdict\":\"yes\",\"score\":3}\n```\n",
                "<think>\nIs it {}?\n</think>\n\n{\"verdict\":\"yes\",\"score\":3}",
                "<think>hm</think>```json\r\n{\"verdict\":\"yes\",\"score\":3}\r\n```"
            })
    void acceptsWhatMatches(String answer) throws Exception {
        assertEquals(Optional.empty(), check().violation(answer));
    }

    @Test
    void saysWhatDoesNotMatchAndWhere() throws Exception {
        String violation = check().violation("{\"verdict\":\"maybe\",\"score\":9,\"why\":\"\"}")
                .orElseThrow();
        assertTrue(violation.contains("/verdict: does not have a value in the enumeration"), violation);
        assertTrue(violation.contains("/score: must have a maximum value of 5"), violation);
        assertTrue(violation.contains("the whole: property 'why' is not defined"), violation);
        assertEquals(
                "the whole: required property 'score' not found",
                check().violation("{\"verdict\":\"yes\"}").orElseThrow());
        assertEquals(
                "the whole: array found, object expected",
                check().violation("[]").orElseThrow());
    }

    @Test
    void saysWhereAnAnswerIsNoJson() throws Exception {
        String violation = check().violation("{\"verdict\":\n yes}").orElseThrow();
        assertTrue(violation.startsWith("the answer is not valid JSON: line 2, column "), violation);
        assertTrue(check().violation("{\"verdict\":\"yes\",\"score\"")
                .orElseThrow()
                .contains("line 1"));
        assertTrue(check().violation("Sure! {\"verdict\":\"yes\",\"score\":3}").isPresent());
        assertTrue(check().violation("{\"verdict\":\"yes\",\"score\":3} I hope").isPresent());
        assertTrue(check().violation("{\"verdict\":\"yes\",\"score\":3,\"score\":4}")
                .orElseThrow()
                .contains("uplicate"));
        assertEquals("the answer is empty", check().violation(" \n").orElseThrow());
        assertEquals(
                "the answer is not valid JSON: there is nothing",
                check().violation("<think>x</think>").orElseThrow());
    }

    @Test
    void showsAFewOfManyMistakes() throws Exception {
        AnswerCheck check = AnswerCheck.of(
                section(
                        Optional.empty(),
                        Optional.of(Map.of("type", "array", "items", Map.of("type", "string"))),
                        true),
                directory::resolve);
        String violation = check.violation("[1,2,3,4,5,6,7,8]").orElseThrow();
        assertEquals(
                "/0: integer found, string expected; /1: integer found, string expected; /2: integer found, string expected;"
                        + " /3: integer found, string expected; /4: integer found, string expected; and 3 more",
                violation);
    }

    @Test
    void speaksEnglishOnEveryMachine() throws Exception {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            assertEquals(
                    "the whole: array found, object expected",
                    check().violation("[]").orElseThrow());
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void readsTheSchemaFromAFile() throws Exception {
        AnswerCheck check = AnswerCheck.of(
                file(
                        "\ufeff{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"type\":\"array\",\"items\":{\"$ref\":\"#/definitions/x\"},"
                                + "\"definitions\":{\"x\":{\"type\":\"number\"}}}"),
                directory::resolve);
        assertEquals(Optional.empty(), check.violation("[1, 2.5]"));
        assertEquals(
                "/0: string found, number expected", check.violation("[\"a\"]").orElseThrow());
    }

    @Test
    void sendsTheSchemaAsTheResponseFormat() throws Exception {
        assertEquals(
                Map.of(
                        "type",
                        "json_schema",
                        "json_schema",
                        Map.of("name", "verdict", "schema", SCHEMA, "strict", true)),
                check().responseFormat().orElseThrow());
        assertEquals(
                Optional.empty(),
                AnswerCheck.of(section(Optional.empty(), Optional.of(SCHEMA), false), directory::resolve)
                        .responseFormat());
    }

    @Test
    void keepsTheOrderOfTheSchema() throws Exception {
        AnswerCheck check = AnswerCheck.of(
                file("{\"type\":\"object\",\"properties\":{\"z\":{},\"a\":{},\"m\":{}}}"), directory::resolve);
        assertTrue(
                String.valueOf(check.responseFormat()).contains("properties={z={}, a={}, m={}}"),
                String.valueOf(check.responseFormat()));
    }

    @Test
    void asksForABetterAnswer() throws Exception {
        Messages sent = Messages.of("[{\"role\":\"user\",\"content\":\"q\"} ]".getBytes(StandardCharsets.UTF_8));
        Messages repair = check().repairMessages(
                        sent,
                        "{\"role\":\"assistant\",\"reasoning_content\":\"hm\",\"content\":\"{\\\"verdict\\\"\\u003a1}\",\"tool_calls\":null}",
                        "/verdict: bad \"value\"");
        assertEquals(
                "[{\"role\":\"user\",\"content\":\"q\"},{\"role\":\"assistant\",\"content\":\"{\\\"verdict\\\"\\u003a1}\"},"
                        + "{\"role\":\"user\",\"content\":\"Your answer does not match the JSON schema that it must match: /verdict: bad"
                        + " \\\"value\\\"\\nAnswer again with the corrected JSON, complete, and nothing else.\"}]",
                text(repair));
    }

    @Test
    void showsTheSchemaWhenItWasNotSent() throws Exception {
        AnswerCheck check = AnswerCheck.of(
                section(Optional.empty(), Optional.of(Map.of("type", "string")), false), directory::resolve);
        String repair = text(
                check.repairMessages(Messages.of("[{}]".getBytes(StandardCharsets.UTF_8)), "{\"content\":null}", "v"));
        assertTrue(repair.startsWith("[{},{\"role\":\"assistant\",\"content\":\"\"},"), repair);
        assertTrue(repair.endsWith("\\nThe schema: {\\\"type\\\":\\\"string\\\"}\"}]"), repair);
    }

    @Test
    void tellsMistakesOfTheSchemaBeforeTheRun() throws Exception {
        assertEquals(
                List.of(
                        "error d.structured.schema_file: s.json is no JSON Schema: /properties/a/type: does not have a value in the"
                                + " enumeration [\"array\", \"boolean\", \"integer\", \"null\", \"number\", \"object\", \"string\"]"),
                problems(file("{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"text\"}}}")).stream()
                        .map(text -> text.replaceAll("; .*", ""))
                        .toList());
        String syntax = problems(file("{\"type\":\n \"object\",}")).get(0);
        assertTrue(
                syntax.startsWith("error d.structured.schema_file: s.json is no JSON Schema: line 2, column "), syntax);
        assertEquals(
                List.of("error d.structured.schema_file: s.json is no JSON Schema: a schema is a JSON object"),
                problems(file("[]")));
        assertEquals(
                1, problems(file("{\"$schema\":\"https://127.0.0.1/nothing\"}")).size());
        assertThrows(TaskException.class, () -> AnswerCheck.of(file("{\"type\":3}"), directory::resolve));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"$ref\":\"http://127.0.0.1:9/other.json\"}",
                "{\"$ref\":\"file:///etc/hostname\"}",
                "{\"$ref\":\"other.json\"}",
                "{\"$ref\":\"#/$defs/nothing\"}",
                "{\"properties\":{\"a\":{\"$ref\":\"#/$defs/nothing\"}}}"
            })
    void followsNoReferenceOutOfTheSchema(String schema) throws Exception {
        List<String> problems = problems(file(schema));
        assertEquals(
                1, problems.stream().filter(text -> text.startsWith("error")).count(), problems.toString());
    }

    @Test
    void survivesAnswersThatDriveAPatternTooDeep() throws Exception {
        AnswerCheck check = AnswerCheck.of(file("{\"type\":\"string\",\"pattern\":\"^(a|b)*$\"}"), directory::resolve);
        assertEquals(Optional.empty(), check.violation("\"abab\""));
        String violation = check.violation("\"" + "ab".repeat(500_000) + "\"").orElseThrow();
        assertTrue(violation.startsWith("the answer cannot be checked against the schema"), violation);
    }

    @Test
    void checksRecursiveSchemas() throws Exception {
        AnswerCheck check = AnswerCheck.of(
                file(
                        "{\"$defs\":{\"n\":{\"type\":\"object\",\"properties\":{\"c\":{\"$ref\":\"#/$defs/n\"}}}},\"$ref\":\"#/$defs/n\"}"),
                directory::resolve);
        int depth = 300;
        assertEquals(Optional.empty(), check.violation("{\"c\":".repeat(depth) + "{}" + "}".repeat(depth)));
        assertTrue(check.violation("{\"c\":".repeat(depth) + "1" + "}".repeat(depth))
                .isPresent());
        assertTrue(check.violation("{\"c\":".repeat(9_000) + "{}" + "}".repeat(9_000))
                .isPresent());
    }

    @Test
    void saysOfASchemaWhatIsWrongAndNotHowTheLibraryNoticed() throws Exception {
        String start = "error d.structured.schema_file: s.json is no JSON Schema: ";
        assertEquals(
                List.of(start + "a pattern is no regular expression: Unclosed group: ("),
                problems(file("{\"type\":\"string\",\"pattern\":\"(\"}")));
        assertEquals(
                List.of(start + "$ref: https://127.0.0.1/x.json is outside of the schema; put it into its $defs, for"
                        + " nothing is fetched"),
                problems(file("{\"$ref\":\"https://127.0.0.1/x.json\"}")));
        assertEquals(
                List.of(start + "/$schema: http://127.0.0.1/draft is no draft that is known here; 2020-12 is"
                        + " https://json-schema.org/draft/2020-12/schema"),
                problems(file("{\"$schema\":\"http://127.0.0.1/draft\"}")));
    }

    @Test
    void tellsTheModelNothingOfJava() throws Exception {
        assertEquals(
                "the answer is not valid JSON: line 1, column 18: Unexpected end-of-input: expected close marker for"
                        + " Object",
                check().violation("{\"verdict\":\"good\"").orElseThrow());
        assertEquals(
                "the answer is not valid JSON: line 1, column 19: there is more behind the JSON value",
                check().violation("{\"verdict\":\"yes\"} {}").orElseThrow());
        assertEquals(
                "the answer is not valid JSON: line 1, column 4: Non-standard token 'NaN'",
                check().violation("NaN").orElseThrow());
    }

    @Test
    void warnsWhenAStrictSchemaIsLoose() throws Exception {
        assertEquals(List.of(), problems(section(Optional.empty(), Optional.of(SCHEMA), true)));
        assertEquals(
                List.of("warning d.structured.schema_file: the schema lacks additionalProperties: false"),
                problems(file("{\"type\":\"object\",\"properties\":{\"a\":{}}}")));
        assertEquals(
                List.of(
                        "warning d.structured.schema_file: the schema at /anyOf/1 does not require all of its properties"),
                problems(
                        file(
                                "{\"anyOf\":[{\"type\":\"string\"},{\"properties\":{\"a\":{}},\"additionalProperties\":false}]}")));
    }

    @Test
    void takesOneSchema() {
        assertEquals(
                "a schema is missing: write 'schema_file' or 'schema'",
                refused(() -> section(Optional.empty(), Optional.empty(), true)));
        assertEquals(
                "'schema_file' and 'schema' exclude each other: write one of them",
                refused(() -> section(Optional.of(Path.of("a")), Optional.of(SCHEMA), true)));
        assertEquals(
                "'name' must be 1 to 64 letters, digits, '-' and '_'; endpoints refuse any other, found a b",
                refused(() -> new StructuredSection(Optional.empty(), Optional.of(SCHEMA), "a b", true, 1, true)));
    }

    private static String refused(org.junit.jupiter.api.function.Executable making) {
        return assertThrows(IllegalArgumentException.class, making).getMessage();
    }

    private static String text(Messages messages) {
        return new String(messages.source(), messages.from(), messages.length(), StandardCharsets.UTF_8);
    }
}
