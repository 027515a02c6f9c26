package dev.retort.plugins.distillation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retort.model.config.Prices;
import dev.retort.plugins.distillation.filter.FilterSection;
import dev.retort.plugins.distillation.structured.StructuredSection;
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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rounds, shards, budget and preflight. */
class RunFeaturesTest {

    /** A reply of {@link ScriptedModel} has 3 tokens of prompt and 5 of answer: a dollar each makes 8 dollars. */
    private static final Prices DOLLAR_A_TOKEN = new Prices(1e6, 1e6, Optional.empty());

    @TempDir
    Path directory;

    private RecordingContext context;

    @BeforeEach
    void makeContext() {
        context = new RecordingContext(directory);
    }

    private void input(int records) throws IOException {
        Files.writeString(
                directory.resolve("in.jsonl"),
                IntStream.rangeClosed(1, records)
                        .mapToObj(i ->
                                "{\"id\":" + i + ",\"messages\":[{\"role\":\"user\",\"content\":\"q" + i + ".\"}]}\n")
                        .collect(Collectors.joining("\n")));
    }

    private List<String> lines(String name) throws IOException {
        return Files.readAllLines(directory.resolve("out").resolve(name));
    }

    private TaskResult run(Function<Request, Reply> script, Consumer<SectionBuilder> settings) throws Exception {
        context = new RecordingContext(directory);
        try (ScriptedModel model = ScriptedModel.start(script)) {
            SectionBuilder section = new SectionBuilder(model.baseUrl().toString());
            settings.accept(section);
            return new DistillationTask(section.build()).run(context);
        }
    }

    @Test
    void aRoundTriesAgainWhatFailedAndKeepsTheEarlierFailures() throws Exception {
        input(6);
        Set<String> met = ConcurrentHashMap.newKeySet();
        TaskResult result = run(
                request -> {
                    boolean flaky =
                            request.body().contains("q2.") || request.body().contains("q5.");
                    return flaky && met.add(request.body()) ? Reply.error(400, "bad", "no") : Reply.saying("x");
                },
                section -> section.retryRounds = 3);
        assertEquals(TaskResult.Outcome.DONE, result.outcome());
        assertEquals("6 answered, 0 failed, 0 skipped", result.headline());
        assertEquals(6, lines("in.jsonl").size());
        assertEquals(2, lines("in_error_retry_1.jsonl").size());
        assertFalse(Files.exists(directory.resolve("out/in_error_retry_2.jsonl")));
        assertTrue(context.said().contains("round 1 of 3: 2 failed records are tried again"), context.said()::toString);
    }

    @Test
    void whatFailsInEveryRoundStaysFailed() throws Exception {
        input(4);
        TaskResult result = run(
                request -> request.body().contains("q3.") ? Reply.error(400, "bad", "no") : Reply.saying("x"),
                section -> section.retryRounds = 2);
        assertEquals(TaskResult.Outcome.SOME_FAILED, result.outcome());
        assertEquals("3 answered, 1 failed, 0 skipped", result.headline());
        assertEquals(1, lines("in_error.jsonl").size());
        assertEquals(1, lines("in_error_retry_1.jsonl").size());
        assertEquals(1, lines("in_error_retry_2.jsonl").size());
    }

    @Test
    void aRoundTakesUpWhatFailedInAnEarlierRun() throws Exception {
        input(3);
        run(
                request -> request.body().contains("q3.") ? Reply.error(400, "bad", "no") : Reply.saying("x"),
                section -> {});
        TaskResult result = run(request -> Reply.saying("y"), section -> section.retryRounds = 1);
        assertEquals("1 answered, 0 failed, 2 skipped", result.headline());
        assertEquals(TaskResult.Outcome.DONE, result.outcome());
    }

    @Test
    void shardsShareTheRecordsOut() throws Exception {
        input(10);
        Set<String> all = new HashSet<>();
        int[] sizes = {4, 3, 3};
        for (int shard = 1; shard <= 3; shard++) {
            String name = shard + "/3";
            TaskResult result = run(request -> Reply.saying("x"), section -> section.shard = Optional.of(name));
            assertEquals(sizes[shard - 1] + " answered, 0 failed, 0 skipped", result.headline());
            List<String> lines = lines("in_shard_" + shard + "_of_3.jsonl");
            assertEquals(sizes[shard - 1], lines.size());
            lines.forEach(line -> all.add(line.substring(0, line.indexOf(','))));
        }
        assertEquals(10, all.size());
    }

    @Test
    void theBudgetStopsTheRunBeforeItIsOverspent() throws Exception {
        input(500);
        TaskException stopped = assertThrows(
                TaskException.class,
                () -> run(request -> Reply.saying("x"), section -> {
                    section.prices = Optional.of(DOLLAR_A_TOKEN);
                    section.budget = Optional.of(800.0);
                }));
        assertEquals(Fault.SERVICE, stopped.fault());
        int answered = lines("in.jsonl").size();
        assertEquals(100, answered);
        assertTrue(stopped.getMessage().startsWith("the budget of $800.00 is used up ($"), stopped.getMessage());
    }

    @Test
    void theNextRunGoesOnWithABudgetOfItsOwn() throws Exception {
        input(12);
        Consumer<SectionBuilder> settings = section -> {
            section.prices = Optional.of(DOLLAR_A_TOKEN);
            section.budget = Optional.of(64.0);
        };
        List<Integer> answered = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            try {
                run(request -> Reply.saying("x"), settings);
            } catch (TaskException stopped) {
                assertEquals(Fault.SERVICE, stopped.fault());
            }
            answered.add(lines("in.jsonl").size());
        }
        assertTrue(answered.get(0) < 12, answered::toString);
        assertEquals(12, answered.get(1));
    }

    @Test
    void aPreflightDoesAFewRecordsAndEstimatesTheRest() throws Exception {
        input(40);
        TaskResult result = run(request -> Reply.saying("an answer"), section -> {
            section.prices = Optional.of(DOLLAR_A_TOKEN);
            section.preflight = 5;
        });
        assertEquals(TaskResult.Outcome.DONE, result.outcome());
        assertEquals(5, lines("in.jsonl").size());
        assertTrue(context.said().contains("preflight: 5 records"), context.said()::toString);
        String estimate = context.said().get(context.said().size() - 1);
        assertTrue(
                estimate.startsWith("estimate for all 40 records: 120 prompt + 200 completion tokens, $320.00, "),
                estimate);
        assertEquals("all of it", result.hints().get(0).label());
        TaskResult all = run(request -> Reply.saying("x"), section -> {});
        assertEquals("35 answered, 0 failed, 5 skipped", all.headline());
    }

    @Test
    void anAnswerThatIsNotWantedIsKeptApartAndNotAskedForAgain() throws Exception {
        input(4);
        Function<Request, Reply> script =
                request -> Reply.saying(request.body().contains("q2.") ? "no" : "a long enough answer");
        Consumer<SectionBuilder> settings = section -> section.filters = Optional.of(atLeast(5));
        TaskResult result = run(script, settings);
        assertEquals(TaskResult.Outcome.DONE, result.outcome());
        assertEquals("3 answered, 0 failed, 0 skipped, 1 rejected", result.headline());
        assertEquals(3, lines("in.jsonl").size());
        String rejected = lines("in_rejected.jsonl").get(0);
        assertTrue(
                rejected.endsWith(
                        ",\"rejected\":{\"type\":\"too_short\",\"message\":\"expected at least 5 characters, found 2\"}}"),
                rejected);
        assertEquals("0 answered, 0 failed, 4 skipped", run(script, settings).headline());
    }

    private void questions(String... questions) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < questions.length; i++) {
            lines.append("{\"id\":\"r" + i + "\",\"messages\":[{\"role\":\"user\",\"content\":\"" + questions[i]
                    + "\"}]}\n");
        }
        Files.writeString(directory.resolve("in.jsonl"), lines.toString());
    }

    @Test
    void identicalRequestsAreSentOnce() throws Exception {
        questions("a", "b", "a", "a", "c", "b");
        AtomicInteger sent = new AtomicInteger();
        Function<Request, Reply> script = request -> Reply.saying("answer " + sent.incrementAndGet());
        TaskResult result = run(script, section -> section.deduplicate = true);
        assertEquals(3, sent.get());
        assertEquals("6 answered, 0 failed, 0 skipped", result.headline());
        List<String> lines = lines("in.jsonl");
        assertEquals(6, lines.size());
        assertEquals(
                3,
                lines.stream()
                        .filter(line -> line.contains("\"origin\":\"duplicate\""))
                        .count());
        String third = lines.stream()
                .filter(line -> line.startsWith("{\"id\":\"r2\""))
                .findFirst()
                .orElseThrow();
        assertTrue(third.contains("\"of\":\"r0\""), third);
        assertFalse(Files.list(directory)
                .anyMatch(file -> file.getFileName().toString().startsWith("waiting")));
    }

    @Test
    void aRecordThatIsNestedAsDeepAsOneMayBeWaitsLikeAnother() throws Exception {
        String deep = "[".repeat(511) + "]".repeat(511);
        String messages = "\"messages\":[{\"role\":\"user\",\"content\":\"q\"}]";
        Files.writeString(
                directory.resolve("in.jsonl"),
                "{\"id\":1," + messages + "}\n{\"id\":2," + messages + ",\"d\":" + deep
                        + "}\n{\"id\":3,\"generation\":0,\"d\":" + deep + "}\n");
        Consumer<SectionBuilder> once = section -> section.deduplicate = true;
        assertEquals(
                "2 answered, 1 failed, 0 skipped",
                run(request -> Reply.saying("x"), once).headline());
        assertEquals(
                "0 answered, 0 failed, 3 skipped (1 of them failed earlier)",
                run(request -> Reply.saying("x"), once).headline(),
                "every line can be read again");
    }

    @Test
    void anIdenticalRequestThatFailedIsTriedOnceMoreAndThenFailsForAll() throws Exception {
        questions("a", "a", "a", "a", "b");
        AtomicInteger sent = new AtomicInteger();
        TaskResult result = run(
                request -> {
                    sent.incrementAndGet();
                    return request.body().contains("\"a\"") ? Reply.error(400, "bad", "no") : Reply.saying("x");
                },
                section -> section.deduplicate = true);
        assertEquals("1 answered, 4 failed, 0 skipped", result.headline());
        assertEquals(3, sent.get());
        assertEquals(
                2,
                lines("in_error.jsonl").stream()
                        .filter(line -> line.contains("\"error_type\":\"identical_failed\""))
                        .count());
    }

    @Test
    void whatAnEarlierOutputAnsweredIsNotPaidForAgain() throws Exception {
        questions("a", "b", "c");
        run(request -> Reply.saying("first"), section -> {});
        Files.move(directory.resolve("out"), directory.resolve("old"));
        questions("d", "c", "a");
        AtomicInteger sent = new AtomicInteger();
        TaskResult result = run(
                request -> {
                    sent.incrementAndGet();
                    return Reply.saying("second");
                },
                section -> section.reuse = Optional.of(Path.of("old/in.jsonl")));
        assertEquals(1, sent.get());
        assertEquals("3 answered, 0 failed, 0 skipped", result.headline());
        assertEquals(
                2,
                lines("in.jsonl").stream()
                        .filter(line -> line.contains("\"response\":\"first\""))
                        .count());
        assertTrue(
                context.said().contains("reusing the answers to 3 requests from old/in.jsonl"),
                context.said()::toString);
    }

    @Test
    void anOutputWithNothingToReuseEndsTheRunBeforeItCosts() throws Exception {
        questions("a");
        Files.writeString(
                directory.resolve("old.jsonl"),
                "{\"id\":\"r0\",\"response\":\"x\",\"generation\":{\"record_id\":\"r0\"}}\n");
        AtomicInteger sent = new AtomicInteger();
        Function<Request, Reply> script = request -> Reply.saying("answer " + sent.incrementAndGet());
        TaskException refused = assertThrows(
                TaskException.class, () -> run(script, section -> section.reuse = Optional.of(Path.of("old.jsonl"))));
        assertEquals(Fault.CONFIGURATION, refused.fault());
        assertEquals(
                "old.jsonl holds nothing that can be reused: none of its lines tells its request",
                refused.getMessage());
        assertEquals(0, sent.get());
    }

    @Test
    void answersStandInTheOrderOfTheInputWhenAskedFor() throws Exception {
        input(60);
        run(request -> Reply.saying("x"), section -> section.preflight = 20);
        Function<Request, Reply> late = request -> {
            if (request.body().contains("q25.") && request.number() < 35) {
                return Reply.error(400, "bad", "not yet");
            }
            return Reply.saying("x");
        };
        TaskResult result = run(late, section -> {
            section.order = DistillationSection.Order.INPUT;
            section.retryRounds = 1;
            section.concurrency = 8;
        });
        assertEquals("40 answered, 0 failed, 20 skipped", result.headline());
        assertEquals(
                IntStream.rangeClosed(1, 60).mapToObj(i -> "{\"id\":" + i).toList(),
                lines("in.jsonl").stream()
                        .map(line -> line.substring(0, line.indexOf(',')))
                        .toList());
    }

    private static Optional<StructuredSection> schema(int repairs) {
        return Optional.of(new StructuredSection(
                Optional.empty(),
                Optional.of(Map.of("type", "object", "required", List.of("n"))),
                "answer",
                false,
                repairs,
                true));
    }

    @Test
    void anAnswerThatDoesNotMatchTheSchemaIsMended() throws Exception {
        input(2);
        List<String> bodies = new CopyOnWriteArrayList<>();
        TaskResult result = run(
                request -> {
                    bodies.add(request.body());
                    boolean again = request.body().contains("does not match the JSON schema");
                    return Reply.saying(request.body().contains("q1.") && !again ? "{}" : "{\"n\":1}");
                },
                section -> {
                    section.structured = schema(1);
                    section.prices = Optional.of(DOLLAR_A_TOKEN);
                });
        assertEquals("2 answered, 0 failed, 0 skipped", result.headline());
        assertEquals(3, bodies.size());
        assertTrue(bodies.get(0).contains("\"response_format\":{\"type\":\"json_schema\""), bodies.get(0));
        String mended = lines("in.jsonl").stream()
                .filter(line -> line.startsWith("{\"id\":1,"))
                .findFirst()
                .orElseThrow();
        assertTrue(mended.contains("\"response\":\"{\\\"n\\\":1}\""), mended);
        assertTrue(mended.contains("\"attempts\":2,"), mended);
        assertTrue(mended.contains("\"cost\":16"), mended);
    }

    @Test
    void anAnswerThatCannotBeMendedIsKeptWithTheRejectedOnes() throws Exception {
        input(3);
        TaskResult result = run(
                request -> {
                    if (!request.body().contains("q2.")) {
                        return Reply.saying("{\"n\":1}");
                    }
                    boolean again = request.body().contains("does not match the JSON schema");
                    return again ? Reply.error(400, "bad", "no") : Reply.saying("nonsense");
                },
                section -> section.structured = schema(2));
        assertEquals("2 answered, 0 failed, 0 skipped, 1 rejected", result.headline());
        String rejected = lines("in_rejected.jsonl").get(0);
        assertTrue(rejected.contains("\"response\":\"nonsense\""), rejected);
        assertTrue(rejected.contains("\"rejected\":{\"type\":\"schema_mismatch\""), rejected);
    }

    @Test
    void anAnswerThatIsThereAlreadyMustMatchLikeAnyOther() throws Exception {
        questions("a", "a", "b");
        Function<Request, Reply> script =
                request -> Reply.saying(request.body().contains("\"b\"") ? "{\"n\":1}" : "nonsense");
        TaskResult first = run(script, section -> {
            section.structured = schema(1);
            section.deduplicate = true;
        });
        assertEquals("1 answered, 0 failed, 0 skipped, 2 rejected", first.headline());
        Files.move(directory.resolve("out"), directory.resolve("old"));
        AtomicInteger sent = new AtomicInteger();
        Function<Request, Reply> better = request -> {
            sent.incrementAndGet();
            return Reply.saying("{\"n\":2}");
        };
        Consumer<SectionBuilder> reusing = section -> section.reuse = Optional.of(Path.of("old/in.jsonl"));
        TaskResult again = run(better, reusing.andThen(section -> section.structured = schema(1)));
        assertEquals("1 answered, 0 failed, 0 skipped, 2 rejected", again.headline());
        assertEquals(0, sent.get(), "its one attempt to mend it was paid for");
        Files.move(directory.resolve("out"), directory.resolve("out2"));
        TaskResult mended = run(better, reusing.andThen(section -> section.structured = schema(2)));
        assertEquals("3 answered, 0 failed, 0 skipped", mended.headline());
        assertEquals(2, sent.get());
    }

    private static FilterSection atLeast(int characters) {
        return new FilterSection(
                List.of(),
                Optional.of(characters),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty());
    }
}
