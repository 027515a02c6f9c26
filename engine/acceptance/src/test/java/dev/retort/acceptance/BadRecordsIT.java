package dev.retort.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** One run over a file in which every second line is wrong in its own way: each fails alone, with its line number. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BadRecordsIT {

    private static final String MESSAGES = "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";

    /**
     * A wrong line.
     *
     * @param object whether it is a JSON object, so that its bytes can be kept with the reason spliced in
     */
    record Bad(String name, byte[] line, boolean object, String type, String message) {
        @Override
        public String toString() {
            return name;
        }
    }

    private Distillation distillation;
    private Retort.Outcome outcome;
    private JsonNode runJson;

    private static Bad broken(String name, String line, String type, String message) {
        return new Bad(name, line.getBytes(StandardCharsets.ISO_8859_1), false, type, message);
    }

    private static Bad object(String name, String line, String type, String message) {
        return new Bad(name, line.getBytes(StandardCharsets.UTF_8), true, type, message);
    }

    static Stream<Bad> bad() {
        String json = "invalid_json";
        return Stream.of(
                broken("words", "not json", json, "column 1: expected '{', found 'n'"),
                broken(
                        "apostrophes",
                        "{'id':1}",
                        json,
                        "column 2: expected a member's name in '\"', found an apostrophe"),
                broken("NaN", "{\"x\":NaN," + MESSAGES + "}", json, "column 6: expected a value, found 'N'"),
                broken(
                        "a comma too many",
                        "{" + MESSAGES + ",}",
                        json,
                        "column 46: expected a member's name in '\"', found '}'"),
                broken(
                        "cut off",
                        "{\"id\":\"cut",
                        json,
                        "column 11: expected a closing '\"', found the end of the line"),
                broken(
                        "two objects",
                        "{} {}",
                        json,
                        "column 4: expected the end of the line after the object, found '{'"),
                broken(
                        "a NUL",
                        "{\"id\":\"\0\"}",
                        json,
                        "column 8: expected an escape, for a string holds no control character, found the byte 0x00"),
                broken(
                        "a list",
                        "[{" + MESSAGES + "}]",
                        "not_an_object",
                        "column 1: expected an object, found an array"),
                broken("a text", "\"text\"", "not_an_object", "column 1: expected an object, found a string"),
                broken("a number", "17", "not_an_object", "column 1: expected an object, found a number"),
                broken("null", "null", "not_an_object", "column 1: expected an object, found null"),
                broken(
                        "Latin-1",
                        "{\"id\":\"na\u00efve\"," + MESSAGES + "}",
                        "invalid_utf8",
                        "column 10: expected UTF-8, found the byte 0xef out of place"),
                broken(
                        "an overlong slash",
                        "{\"id\":\"\u00c0\u00af\"}",
                        "invalid_utf8",
                        "column 8: expected UTF-8, found the byte 0xc0 out of place"),
                broken(
                        "UTF-16",
                        "\u00ff\u00fe{\0}\0",
                        "invalid_utf8",
                        "column 1: expected UTF-8, found the byte 0xff out of place"),
                broken(
                        "too deep",
                        "{\"x\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}",
                        "too_deep",
                        "column 517: expected at most 512 levels of objects and arrays, found one more"),
                broken(
                        "two lists of messages",
                        "{" + MESSAGES + "," + MESSAGES + "}",
                        "duplicate_member",
                        "column 46: expected the member \"messages\" once, found it again"),
                broken(
                        "two ids",
                        "{\"id\":1,\"id\":2," + MESSAGES + "}",
                        "duplicate_member",
                        "column 9: expected the member \"id\" once, found it again"),
                object("no messages", "{\"id\":\"nothing\"}", "no_messages", "the record has no member 'messages'"),
                object("an empty object", "{}", "no_messages", "the record has no member 'messages'"),
                object("no message", "{\"messages\":[ ]}", "bad_messages", "'messages' is empty"),
                object(
                        "messages as a text",
                        "{\"messages\":\"hi\"}",
                        "bad_messages",
                        "'messages' must be a list of messages, found a string"),
                object(
                        "messages as an object",
                        "{\"messages\":{}}",
                        "bad_messages",
                        "'messages' must be a list of messages, found an object"),
                object(
                        "messages that are null",
                        "{\"messages\":null}",
                        "bad_messages",
                        "'messages' must be a list of messages, found null"),
                object(
                        "a list of texts",
                        "{\"messages\":[\"hi\"]}",
                        "bad_messages",
                        "'messages' must hold objects with a role and a content"),
                object(
                        "an answer already",
                        "{" + MESSAGES + ",\"response\":\"old\"}",
                        "member_exists",
                        "the record has a member 'response' already, which the answer would double; rename it"),
                object(
                        "a conversation already",
                        "{" + MESSAGES + ",\"final_messages\":[]}",
                        "member_exists",
                        "the record has a member 'final_messages' already, which the answer would double; rename it"),
                object(
                        "spaces and a tab",
                        " {\t\"id\" : \"spaced\" } ",
                        "no_messages",
                        "the record has no member 'messages'"),
                object(
                        "what the endpoint refuses",
                        "{\"id\":\"role\",\"messages\":[{\"role\":\"boss\",\"content\":\"x\"}]}",
                        "invalid_value",
                        "HTTP 400 invalid_value: 'messages[0].role' must be system, developer, user, assistant, tool or function."));
    }

    @BeforeAll
    void runOnce(@TempDir Path temporary) throws IOException {
        distillation = Distillation.below(temporary);
        ByteArrayOutputStream input = new ByteArrayOutputStream();
        for (Bad bad : bad().toList()) {
            input.write((Distillation.record(input.size()) + "\n").getBytes(StandardCharsets.UTF_8));
            input.write(bad.line());
            input.write('\n');
        }
        distillation.input(input.toByteArray());
        outcome = distillation.run();
        runJson = distillation.runJson();
    }

    private static int lineOf(Bad bad) {
        List<String> names = bad().map(Bad::name).toList();
        return 2 * (names.indexOf(bad.name()) + 1);
    }

    @ParameterizedTest
    @MethodSource("bad")
    void failsAloneWithItsLineAndItsReason(Bad bad) throws IOException {
        byte[] line = distillation.failureOf(lineOf(bad));
        JsonNode failure = Jsonl.parse(line);
        assertEquals(bad.type(), failure.at("/error_type").asString());
        assertEquals(bad.message(), failure.at("/error").asString());
        assertTrue(Instant.parse(failure.at("/timestamp").asString()).isAfter(Instant.EPOCH));
        assertFalse(failure.at("/generation/record_id").asString().isEmpty());
        assertEquals(
                bad.type().equals("invalid_value") ? 1 : 0,
                failure.at("/generation/attempts").intValue());
    }

    @ParameterizedTest
    @MethodSource("bad")
    void keepsWhatWasThere(Bad bad) throws IOException {
        byte[] line = distillation.failureOf(lineOf(bad));
        if (bad.object()) {
            Jsonl.assertHolds(bad.line(), line);
        } else {
            JsonNode failure = Jsonl.parse(line);
            String shown = new String(bad.line(), 0, Math.min(bad.line().length, 4_096), StandardCharsets.UTF_8);
            assertEquals(shown, failure.at("/raw").asString());
            assertEquals(bad.line().length, failure.at("/bytes").intValue());
        }
    }

    @Test
    void theOthersAreAnswered() throws IOException {
        List<Integer> lines = new ArrayList<>();
        distillation
                .answers()
                .forEach(answer -> lines.add(answer.at("/generation/line").intValue()));
        lines.sort(null);
        assertEquals(bad().map(bad -> lineOf(bad) - 1).toList(), lines);
    }

    @Test
    void theProcessSaysSoWithExitCode6() throws IOException {
        long count = bad().count();
        assertEquals(6, outcome.exit(), outcome.all());
        assertEquals("", outcome.err());
        List<String> out = outcome.out().lines().toList();
        assertTrue(
                out.stream()
                        .anyMatch(line -> line.endsWith(": " + count + " answered, " + count + " failed, 0 skipped")),
                outcome.out());
        assertTrue(
                out.contains(
                        "  failures out/in_error.jsonl   7 invalid_json · 5 bad_messages · 4 not_an_object · 3 invalid_utf8 · 3 no_messages"
                                + " · 2 duplicate_member · 2 member_exists · 1 invalid_value · 1 too_deep"),
                outcome.out());
        assertTrue(
                out.stream()
                        .anyMatch(line -> line.startsWith("  again    java -jar ")
                                && line.endsWith("engine.jar run-task task.yaml --set distillation.retry_mode=true")),
                outcome.out());
        assertEquals(6, runJson.at("/exit_code").intValue());
        assertEquals(count, runJson.at("/counts/failed").longValue());
    }

    @Test
    void aRerunWritesNothingTwice() throws IOException {
        String before = distillation.outputs();
        Retort.Outcome again = distillation.run();
        assertEquals(6, again.exit(), again.all());
        long count = bad().count();
        assertTrue(
                again.out()
                        .contains("resuming: " + count + " of " + 2 * count + " already answered in out/in.jsonl, "
                                + count + " failed in out/in_error.jsonl, 0 to go\n"),
                again.out());
        assertTrue(
                again.out()
                        .contains(": 0 answered, 0 failed, " + 2 * count + " skipped (" + count
                                + " of them failed earlier)\n"),
                again.out());
        assertTrue(again.out().contains(" --set distillation.retry_mode=true\n"), again.out());
        assertEquals(before, distillation.outputs());
    }
}
