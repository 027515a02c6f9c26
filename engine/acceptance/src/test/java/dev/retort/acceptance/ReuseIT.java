package dev.retort.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retort.testkit.ScriptedModel;
import dev.retort.testkit.ScriptedModel.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Answers that are there already: what is not paid for again, what must be, and what becomes of the rest of the rules. */
final class ReuseIT {

    private static final String SCHEMA =
            "structured: {strict: false, repair_attempts: 1, schema: {type: object, required: [n]}}";

    private final ScriptedModel server = ScriptedModel.start(ReuseIT::answer);
    private Distillation distillation;

    @BeforeEach
    void set(@TempDir Path temporary) throws IOException {
        distillation = Distillation.below(temporary);
        distillation.model(server.baseUrl());
    }

    @AfterEach
    void close() {
        server.close();
    }

    /** JSON, but for questions that say {@code prose}; those that say {@code mend} get it when they ask again. */
    private static Reply answer(ScriptedModel.Request request) {
        boolean again = request.body().contains("does not match the JSON schema");
        boolean prose = request.body().contains("prose") || (request.body().contains("mend") && !again);
        return Reply.saying(prose ? "no JSON at all" : "{\"n\":1}");
    }

    private static String record(int id, String question) {
        return "{\"id\":" + id + ",\"q\":\"" + question + "\"}";
    }

    private Retort.Outcome run(int exit) {
        Retort.Outcome outcome = Retort.brief(distillation.place().directory()).run(Distillation.command());
        assertEquals(exit, outcome.exit(), outcome.all());
        return outcome;
    }

    private int sent() {
        return server.requests().size();
    }

    private List<JsonNode> rejected() throws IOException {
        return Jsonl.records(distillation.path("out/in_rejected.jsonl"));
    }

    private void keepAs(String name) throws IOException {
        Files.move(distillation.path("out"), distillation.path(name));
    }

    @Test
    void whatWasAskedBeforeIsNotPaidForWhereverItStandsNow() throws IOException {
        List<String> records = new ArrayList<>(
                IntStream.rangeClosed(1, 30).mapToObj(i -> record(i, "q" + i)).toList());
        distillation.input(records.toArray(new String[0]));
        distillation.place().write("one.mustache", "Ask: {{q}}");
        distillation.place().write("two.mustache", "\ufeffAsk: {{#q}}{{q}}{{/q}}\r\n");
        distillation.task("input: {prompt_file: one.mustache}", "filters: {not_matches: \"nothing\"}");
        run(0);
        assertEquals(30, sent());
        keepAs("old");

        Collections.reverse(records);
        records.add(record(31, "new"));
        distillation.input(records.toArray(new String[0]));
        distillation.task(
                "input: {prompt_file: two.mustache}",
                "reuse: old/in.jsonl",
                "deduplicate: true",
                "order: input",
                "filters: {max_chars: 100}");
        Retort.Outcome outcome = run(0);
        assertTrue(outcome.out().contains("reusing the answers to 30 requests from old/in.jsonl\n"), outcome.out());
        assertEquals(31, sent());
        List<JsonNode> answers = distillation.answers();
        assertEquals(
                IntStream.rangeClosed(1, 30).map(i -> 31 - i).boxed().toList(),
                answers.subList(0, 30).stream()
                        .map(answer -> answer.at("/id").intValue())
                        .toList());
        assertEquals("reused", answers.get(0).at("/generation/origin").stringValue());
        assertEquals("{\"n\":1}", answers.get(0).at("/response").stringValue());

        keepAs("second");
        distillation
                .place()
                .write("model.yaml", distillation.place().read("model.yaml").replace("\"test\"", "\"other\""));
        run(0);
        assertEquals(62, sent(), "another model answers for itself");
    }

    @Test
    void anAnswerThatIsThereMustMatchTheSchemaToo() throws IOException {
        distillation.input(
                record(1, "prose"), record(2, "prose"), record(3, "mend"), record(4, "fine"), record(5, "mend"));
        distillation.task("input: {prompt: \"{{q}}\"}", "deduplicate: true", SCHEMA);
        run(0);
        assertEquals(2 + 2 + 1, sent());
        assertEquals(3, distillation.answers().size());
        assertEquals(2, rejected().size());
        keepAs("old");

        distillation.task("input: {prompt: \"{{q}}\"}", "reuse: old/in.jsonl", SCHEMA);
        run(0);
        assertEquals(5, sent(), "what could not be mended then is not asked again");
        assertEquals(3, distillation.answers().size());
        assertEquals("schema_mismatch", rejected().get(0).at("/rejected/type").stringValue());
        assertEquals("reused", rejected().get(1).at("/generation/origin").stringValue());

        keepAs("older");
        distillation.task(
                "input: {prompt: \"{{q}}\"}", "reuse: old/in.jsonl", SCHEMA.replace("attempts: 1", "attempts: 2"));
        run(0);
        assertEquals(5 + 2, sent(), "there is one attempt left for each");
        assertEquals(2, rejected().get(0).at("/generation/repairs").intValue());
    }

    @Test
    void theFiltersOfTodayDecideOnAnswersOfYesterday() throws IOException {
        distillation.input(record(1, "prose"), record(2, "fine"));
        distillation.task("input: {prompt: \"{{q}}\"}", "filters: {json: true}");
        run(0);
        assertEquals(1, rejected().size());
        keepAs("old");
        distillation.task("input: {prompt: \"{{q}}\"}", "reuse: old/in.jsonl", "filters: {matches: JSON}");
        run(0);
        assertEquals(2, sent());
        assertEquals(
                "no JSON at all", distillation.answers().get(0).at("/response").stringValue());
        assertEquals("no_match", rejected().get(0).at("/rejected/type").stringValue());
    }

    @Test
    void damagedLinesAreAskedAgainAndAFileWithoutRequestsEndsTheRun() throws IOException {
        distillation.input(Distillation.records(1, 10));
        run(0);
        List<String> lines = new ArrayList<>(Files.readAllLines(distillation.path(Distillation.ANSWERS)));
        lines.set(2, lines.get(2).substring(20));
        lines.set(5, "{\"id\":\"foreign\"}");
        keepAs("old");
        byte[] damaged = (String.join("\n", lines) + "\n{\"id\":\"r").getBytes(StandardCharsets.UTF_8);
        distillation.place().write("old/in.jsonl", damaged);
        distillation.task("reuse: old/in.jsonl");
        Retort.Outcome outcome = run(0);
        assertTrue(outcome.out().contains("reusing the answers to 8 requests"), outcome.out());
        assertEquals(12, sent());
        keepAs("kept");

        distillation.task("reuse: in.jsonl");
        Retort.Outcome refused = run(2);
        assertTrue(
                refused.err()
                        .contains("in.jsonl holds nothing that can be reused: none of its lines tells its request"),
                refused.err());
        assertEquals(12, sent());
    }
}
