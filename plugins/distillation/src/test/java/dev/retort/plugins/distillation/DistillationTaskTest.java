package dev.retort.plugins.distillation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retort.spi.Fault;
import dev.retort.spi.TaskException;
import dev.retort.spi.TaskResult;
import dev.retort.testkit.RecordingContext;
import dev.retort.testkit.ScriptedModel;
import dev.retort.testkit.ScriptedModel.Reply;
import dev.retort.testkit.ScriptedModel.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DistillationTaskTest {

    @TempDir
    Path directory;

    private RecordingContext context;

    @BeforeEach
    void makeContext() {
        context = new RecordingContext(directory);
    }

    private DistillationTask task(ScriptedModel model, int concurrency, boolean retryMode) {
        SectionBuilder section = new SectionBuilder(model.baseUrl().toString());
        section.concurrency = concurrency;
        section.retryMode = retryMode;
        return new DistillationTask(section.build());
    }

    private void input(int records) throws IOException {
        Files.writeString(
                directory.resolve("in.jsonl"),
                IntStream.rangeClosed(1, records)
                        .mapToObj(i -> "{\"id\": " + i
                                + ", \"n\": 1.50, \"messages\": [ {\"role\":\"user\",\"content\":\"q" + i + "\"} ] }\n")
                        .collect(Collectors.joining()));
    }

    private List<String> lines(String name) throws IOException {
        return Files.readAllLines(directory.resolve("out").resolve(name));
    }

    private TaskResult run(Function<Request, Reply> script, boolean retryMode) throws Exception {
        try (ScriptedModel model = ScriptedModel.start(script)) {
            return task(model, 3, retryMode).run(context);
        }
    }

    @Test
    void addsTheAnswerToTheUntouchedRecord() throws Exception {
        input(1);
        TaskResult result = run(request -> Reply.saying("a \"b\""), false);
        assertEquals(TaskResult.Outcome.DONE, result.outcome());
        assertEquals("1 answered, 0 failed, 0 skipped", result.headline());
        String line = lines("in.jsonl")
                .get(0)
                .replaceAll("\"latency_ms\":\\d+", "\"latency_ms\":0")
                .replaceAll("\"request\":\"[0-9a-f]{32}\"", "\"request\":\"…\"");
        assertEquals(
                "{\"id\": 1, \"n\": 1.50, \"messages\": [ {\"role\":\"user\",\"content\":\"q1\"} ] "
                        + ",\"response\":\"a \\\"b\\\"\",\"final_messages\":[ {\"role\":\"user\",\"content\":\"q1\"},"
                        + "{\"role\":\"assistant\",\"content\":\"a \\\"b\\\"\"}],\"generation\":{\"record_id\":1,\"line\":1,\"request\":\"…\","
                        + "\"model\":\"scripted\",\"finish_reason\":\"stop\",\"usage\":{\"prompt_tokens\":3,"
                        + "\"completion_tokens\":5,\"total_tokens\":8},\"attempts\":1,\"latency_ms\":0,\"reply\":{\"id\":\"c-1\"}}}",
                line);
    }

    @Test
    void sendsAllMessagesAsTheyStand() throws Exception {
        Files.writeString(
                directory.resolve("in.jsonl"),
                "{\"messages\":[{\"role\":\"system\",\"content\":\"s\"},{\"role\":\"user\",\"content\":\"u\\u00e9\"}]}\n");
        try (ScriptedModel model = ScriptedModel.start(request -> Reply.saying("x"))) {
            task(model, 1, false).run(context);
            assertEquals(
                    "{\"model\":\"scripted\",\"temperature\":0.6,\"messages\":[{\"role\":\"system\",\"content\":\"s\"},"
                            + "{\"role\":\"user\",\"content\":\"u\\u00e9\"}]}",
                    model.requests().get(0).body());
        }
    }

    @Test
    void keepsAFailureWithItsReasonAndGoesOn() throws Exception {
        input(5);
        TaskResult result = run(
                request -> request.body().contains("q3")
                        ? Reply.error(400, "context_length_exceeded", "too long")
                        : Reply.saying("x"),
                false);
        assertEquals(TaskResult.Outcome.SOME_FAILED, result.outcome());
        assertEquals("4 answered, 1 failed, 0 skipped", result.headline());
        assertEquals(
                "java -jar engine.jar run-task task.yaml --set distillation.retry_mode=true",
                result.hints().get(0).text());
        String line = lines("in_error.jsonl").get(0);
        assertTrue(line.startsWith("{\"id\": 3, \"n\": 1.50,"), line);
        assertTrue(line.contains("\"error_type\":\"context_length_exceeded\""), line);
        assertTrue(line.contains("\"timestamp\":\"2026-02-09T15:30:45Z\""), line);
        assertTrue(
                line.endsWith("\"generation\":{\"record_id\":3,\"line\":3,\"attempts\":1,\"http_status\":400}}"), line);
        assertEquals(1, context.events("record_failed").size());
    }

    @Test
    void doesNothingTwice() throws Exception {
        input(6);
        run(request -> request.body().contains("q3") ? Reply.error(400, "bad", "no") : Reply.saying("x"), false);
        context = new RecordingContext(directory);
        try (ScriptedModel model = ScriptedModel.start(request -> Reply.saying("y"))) {
            TaskResult result = task(model, 3, false).run(context);
            assertEquals("0 answered, 0 failed, 6 skipped (1 of them failed earlier)", result.headline());
            assertEquals(List.of(), model.requests());
        }
        assertEquals(5, lines("in.jsonl").size());
        assertTrue(
                context.said()
                        .contains("resuming: 5 of 6 already answered in out/in.jsonl, 1 failed in"
                                + " out/in_error.jsonl, 0 to go"),
                context.said().toString());
    }

    @Test
    void keepsMembersOfTheRecordThatAFailureWouldCover() throws Exception {
        Files.writeString(
                directory.resolve("in.jsonl"),
                "{\"id\":1,\"timestamp\":\"2024\"}\n{\"id\":2,\"generation\":7,\"messages\":[{}]}\n");
        run(request -> Reply.saying("x"), false);
        assertEquals(
                List.of(
                        "{\"id\":1,\"timestamp\":\"2024\",\"error\":\"the record has no member 'messages'\","
                                + "\"error_type\":\"no_messages\",\"generation\":{\"record_id\":1,\"line\":1,"
                                + "\"attempts\":0,\"timestamp\":\"2026-02-09T15:30:45Z\"}}",
                        "{\"record\":{\"id\":2,\"generation\":7,\"messages\":[{}]},\"error\":\"the record has a member"
                                + " 'generation' already, which the answer would double; rename it\","
                                + "\"error_type\":\"member_exists\",\"timestamp\":\"2026-02-09T15:30:45Z\","
                                + "\"generation\":{\"record_id\":2,\"line\":2,\"attempts\":0}}"),
                lines("in_error.jsonl"));
    }

    @Test
    void refusesAnInputOfBlankLines() throws Exception {
        Files.writeString(directory.resolve("in.jsonl"), "\n  \n\r\n");
        TaskException refused = assertThrows(TaskException.class, () -> run(request -> Reply.saying("x"), false));
        assertEquals("the input is empty: in.jsonl has 3 lines, all of them blank", refused.getMessage());
    }

    @Test
    void triesTheFailedOnesAgainAndKeepsTheirErrors() throws Exception {
        input(4);
        run(request -> request.body().contains("q3") ? Reply.error(400, "bad", "no") : Reply.saying("x"), false);
        TaskResult result = run(request -> Reply.saying("y"), true);
        assertEquals("1 answered, 0 failed, 3 skipped", result.headline());
        assertEquals(4, lines("in.jsonl").size());
        assertEquals(List.of(), lines("in_error.jsonl"));
        assertEquals(1, lines("in_error_retry_1.jsonl").size());
    }

    @Test
    void stopsAtOnceWhenThePurseIsEmptyAndKeepsWhatItHas() throws Exception {
        input(200);
        TaskException stopped = assertThrows(
                TaskException.class,
                () -> run(
                        request -> request.number() <= 10
                                ? Reply.saying("x")
                                : Reply.error(429, "insufficient_quota", "no credit"),
                        false));
        assertEquals(Fault.SERVICE, stopped.fault());
        assertEquals(
                "the endpoint says the account has no credit left (HTTP 429 insufficient_quota)", stopped.getMessage());
        assertEquals("10 answered and kept; 190 to go. Top up and run the same command again.", stopped.mend());
        assertEquals(10, lines("in.jsonl").size());
        assertEquals(List.of(), lines("in_error.jsonl"));
        assertEquals(10L, stopped.partial().orElseThrow().counts().get("answered"));
    }

    @Test
    void finishesWhatIsUnderWayWhenCancelled() throws Exception {
        input(200);
        TaskResult result = run(
                request -> {
                    if (request.number() == 20) {
                        context.cancellation().request();
                    }
                    return Reply.saying("x");
                },
                false);
        assertEquals(TaskResult.Outcome.CANCELLED, result.outcome());
        long answered = result.counts().get("answered");
        assertTrue(answered >= 20 && answered <= 25, "answered " + answered);
        assertEquals(answered, lines("in.jsonl").size());
    }

    @Test
    void refusesAnEmptyInput() throws Exception {
        Files.createFile(directory.resolve("in.jsonl"));
        TaskException refused = assertThrows(TaskException.class, () -> run(request -> Reply.saying("x"), false));
        assertEquals(Fault.INPUT, refused.fault());
        assertEquals("the input is empty: in.jsonl has 0 bytes", refused.getMessage());
        assertFalse(Files.exists(directory.resolve("out")));
    }

    @Test
    void plansWithoutTouchingAnything() throws Exception {
        input(3);
        try (ScriptedModel model = ScriptedModel.start(request -> Reply.saying("x"))) {
            List<String> plan = task(model, 3, false).plan(context).lines().stream()
                    .map(line -> line.label() + ": " + line.text())
                    .toList();
            assertEquals("input: in.jsonl, 3 records, 210 bytes", plan.get(0));
            assertEquals("at once: 3 requests", plan.get(2));
            assertEquals(List.of(), model.requests());
        }
        assertFalse(Files.exists(directory.resolve("out")));
    }
}
