package dev.retort.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The shapes of an output, the order of its lines, and the answers that are set aside. */
final class OutputMappingIT {

    private static final String RECORD =
            "{ \"id\" : 1, \"big\":12345678901234567890123, \"f\": 1.50e+3 ,\"messages\":[{\"role\":\"user\","
                    + "\"content\":\"caf\\u00e9\"}] }";

    private Distillation distillation;

    @BeforeEach
    void set(@TempDir Path temporary) throws IOException {
        distillation = Distillation.below(temporary);
    }

    private void runsThrough() {
        Retort.Outcome outcome = distillation.run();
        assertEquals(0, outcome.exit(), outcome.all());
    }

    private static List<String> names(JsonNode record) {
        return new ArrayList<>(record.propertyNames());
    }

    @Test
    void theAnswerByItselfHasItsFiveMembers() throws IOException {
        distillation.input(RECORD);
        distillation.task("output: {shape: answer}");
        runsThrough();
        JsonNode answer = distillation.answers().get(0);
        assertEquals(List.of("id", "input_prompt", "images", "answer", "processed_at"), names(answer));
        assertEquals(1, answer.at("/id").intValue());
        assertEquals("café", answer.at("/input_prompt").stringValue());
        assertEquals(0, answer.at("/images").size());
        assertTrue(answer.at("/processed_at").stringValue().matches("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z"));
    }

    @Test
    void membersAreSelectedAndRenamedWithTheirBytes() throws IOException {
        distillation.input(RECORD);
        distillation.task("output: {select: [id, f, big], rename: {f: float, response: teacher}, generation: short}");
        runsThrough();
        String line =
                Jsonl.bytes(Jsonl.lines(distillation.path(Distillation.ANSWERS)).get(0));
        assertTrue(
                line.startsWith("{\"id\" : 1,\"big\":12345678901234567890123,\"float\":1.50e+3,\"teacher\":\""), line);
        assertEquals(
                List.of("id", "big", "float", "teacher", "final_messages", "generation"),
                names(distillation.answers().get(0)));
        assertEquals(
                List.of("record_id", "line", "request"),
                names(distillation.answers().get(0).at("/generation")));
    }

    @Test
    void aRunGoesOnWhateverShapeTheOneBeforeHad() throws IOException {
        distillation.input(Distillation.records(1, 10));
        distillation.task("output: {shape: answer}");
        runsThrough();
        distillation.input(Distillation.records(1, 20));
        distillation.task("output: {rename: {generation: meta, response: r}}");
        runsThrough();
        distillation.input(Distillation.records(1, 30));
        distillation.task();
        runsThrough();
        assertEquals(30, distillation.answers().size());
        assertEquals(10, distillation.runJson().at("/counts/answered").intValue());
    }

    @Test
    void answersComeInTheOrderOfTheInputWhenAsked() throws IOException {
        distillation.simulated("0ms..60ms");
        distillation.input(Distillation.records(1, 200));
        distillation.task("concurrency: 32", "order: input");
        runsThrough();
        List<Integer> lines = distillation.answers().stream()
                .map(answer -> answer.at("/generation/line").intValue())
                .toList();
        assertEquals(lines.stream().sorted().toList(), lines);
        assertEquals(200, lines.size());
    }

    @Test
    void anAnswerThatIsNotWantedIsSetAsideOnceWithTheReason() throws IOException {
        distillation.input(Distillation.records(1, 10));
        distillation.task("filters: {min_chars: 1000000}");
        runsThrough();
        assertEquals(0, distillation.answers().size());
        List<JsonNode> rejected = Jsonl.records(distillation.path("out/in_rejected.jsonl"));
        assertEquals(10, rejected.size());
        assertEquals("too_short", rejected.get(0).at("/rejected/type").stringValue());
        runsThrough();
        assertEquals(
                10, Jsonl.records(distillation.path("out/in_rejected.jsonl")).size());
        assertEquals(10, distillation.runJson().at("/counts/skipped").intValue());
    }
}
