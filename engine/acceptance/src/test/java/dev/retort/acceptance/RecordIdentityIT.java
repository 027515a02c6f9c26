package dev.retort.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retort.testkit.ScriptedModel;
import dev.retort.testkit.ScriptedModel.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What makes two lines the same record, within a run and between runs. */
final class RecordIdentityIT {

    private static final String MESSAGES = "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";

    private final ScriptedModel server = ScriptedModel.start(request -> Reply.saying("fine"));
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

    private Set<String> ids() throws IOException {
        return distillation.answers().stream()
                .map(answer -> answer.at("/generation/record_id").toString())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void assertFinished(int exit, int answered, int failed, int skipped) {
        Retort.Outcome outcome = distillation.run();
        assertEquals(exit, outcome.exit(), outcome.all());
        String headline = ": " + answered + " answered, " + failed + " failed, " + skipped + " skipped";
        assertTrue(outcome.out().contains(headline), outcome.all());
    }

    @Test
    void theSecondOfTwoRecordsWithOneIdFailsAndNamesBothLines() throws IOException {
        distillation.input(
                "{\"id\":\"a\"," + MESSAGES + "}",
                "{\"id\":\"b\"," + MESSAGES + "}",
                "{\"id\":\"a\"," + MESSAGES + ",\"other\":1}",
                "{\"uid\":7," + MESSAGES + "}",
                "{\"uid\":7,\"id\":\"c\"," + MESSAGES + "}");
        assertFinished(6, 3, 2, 0);
        assertEquals(Set.of("\"a\"", "\"b\"", "7"), ids());
        assertEquals(
                "id a stands on line 1 already; an id names one record",
                Jsonl.parse(distillation.failureOf(3)).at("/error").asString());
        assertEquals(
                "uid 7 stands on line 4 already; an id names one record",
                Jsonl.parse(distillation.failureOf(5)).at("/error").asString());
        assertEquals(
                "duplicate_id",
                Jsonl.parse(distillation.failureOf(5)).at("/error_type").asString());
        String before = distillation.outputs();
        assertFinished(6, 0, 0, 5);
        assertEquals(before, distillation.outputs());
    }

    @Test
    void aNumberAndTheSameDigitsAsTextAreTwoIds() throws IOException {
        distillation.input(
                "{\"id\":1," + MESSAGES + "}", "{\"id\":\"1\"," + MESSAGES + "}", "{\"id\":1.0," + MESSAGES + "}");
        assertFinished(0, 3, 0, 0);
        assertEquals(Set.of("1", "\"1\"", "1.0"), ids());
        assertFinished(0, 0, 0, 3);
        assertEquals(3, server.requests().size());
    }

    @Test
    void uidWinsOverId() throws IOException {
        distillation.input(
                "{\"id\":\"same\",\"uid\":\"u1\"," + MESSAGES + "}",
                "{\"uid\":\"u2\",\"id\":\"same\"," + MESSAGES + "}");
        assertFinished(0, 2, 0, 0);
        assertEquals(Set.of("\"u1\"", "\"u2\""), ids());
        assertFinished(0, 0, 0, 2);
    }

    @Test
    void whatCannotNameARecordIsPassedOver() throws IOException {
        distillation.input(
                "{\"uid\":null,\"id\":\"a\"," + MESSAGES + "}",
                "{\"uid\":\"\",\"id\":\"b\"," + MESSAGES + "}",
                "{\"uid\":{\"x\":1},\"id\":[1]," + MESSAGES + "}",
                "{\"id\":true," + MESSAGES + "}");
        assertFinished(0, 4, 0, 0);
        assertTrue(ids().containsAll(Set.of("\"a\"", "\"b\"")), () -> "no a, no b");
        assertEquals(
                2,
                ids().stream()
                        .filter(id -> id.matches("\"content-[0-9a-f]{32}\""))
                        .count());
        assertFinished(0, 0, 0, 4);
        assertEquals(4, server.requests().size());
    }

    @Test
    void identicalRecordsWithoutIdAreAnsweredOnceEach() throws IOException {
        String[] same = new String[5];
        Arrays.fill(same, "{" + MESSAGES + "}");
        distillation.input(same);
        assertFinished(0, 5, 0, 0);
        assertEquals(5, ids().size());
        assertEquals(
                Set.of(1, 2, 3, 4, 5),
                distillation.answers().stream()
                        .map(answer -> answer.at("/generation/line").intValue())
                        .collect(Collectors.toSet()));
        assertFinished(0, 0, 0, 5);
        assertEquals(5, server.requests().size());
    }

    @Test
    void whiteSpaceInARecordWithoutIdDoesNotMakeItNewToTheNextRun() throws IOException {
        distillation.input(
                "{\t\"messages\":\t[{\"role\":\"user\",\"content\":\"a\"}]}",
                "{\"messages\":[{\"role\":\"user\",\"content\":\"b\"}]} \t",
                "  {\"messages\":[{\"role\":\"user\",\"content\":\"c\"}] }",
                "{\"id\":\"no messages\" }\t");
        assertFinished(6, 3, 1, 0);
        String before = distillation.outputs();
        assertFinished(6, 0, 0, 4);
        assertEquals(3, server.requests().size(), "paid twice");
        assertEquals(before, distillation.outputs());
    }

    @Test
    void idsOfManyLanguagesAndEscapesResume() throws IOException {
        distillation.input(
                "{\"id\":\"数学/1\"," + MESSAGES + "}",
                "{\"id\":\"a\\\"b\\\\c\\u00e9\"," + MESSAGES + "}",
                "{\"id\":\"lone \\ud800\"," + MESSAGES + "}",
                "{\"id\":-12345678901234567890123.5e-7," + MESSAGES + "}",
                "{\"id\":\"" + "long".repeat(20_000) + "\"," + MESSAGES + "}",
                "{\"id\":\"\\\"generation\\\":{\\\"record_id\\\":1\"," + MESSAGES + "}",
                "{\"id\":\"inner\",\"generation2\":{\"generation\":{\"record_id\":\"another\"}}," + MESSAGES + "}");
        assertFinished(0, 7, 0, 0);
        String before = distillation.outputs();
        assertFinished(0, 0, 0, 7);
        assertEquals(before, distillation.outputs());
        assertEquals(7, server.requests().size());
    }

    @Test
    void theOrderOfTheLinesDoesNotMatterToTheNextRun() throws IOException {
        List<String> lines = Arrays.asList(Distillation.records(1, 40));
        for (int i = 0; i < 40; i += 3) {
            lines.set(i, "{\"messages\":[{\"role\":\"user\",\"content\":\"no id " + i % 4 + "\"}]}");
        }
        lines.set(20, "no record");
        distillation.input(lines.toArray(new String[0]));
        assertFinished(6, 39, 1, 0);
        Collections.shuffle(lines, new Random(1));
        distillation.input(lines.toArray(new String[0]));
        assertFinished(6, 0, 0, 40);
        assertEquals(39, server.requests().size());
    }

    @Test
    void onlyWhatWasAddedToTheInputIsDone() throws IOException {
        distillation.input(Distillation.records(11, 20));
        assertFinished(0, 10, 0, 0);
        distillation.input(Distillation.records(1, 30));
        assertFinished(0, 20, 0, 10);
        assertEquals(30, ids().size());
        assertEquals(30, server.requests().size());
        distillation.input(Distillation.records(5, 8));
        assertFinished(0, 0, 0, 4);
        assertEquals(30, ids().size(), "what the input lost, the output keeps");
    }
}
