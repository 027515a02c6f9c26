package dev.retort.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retort.testkit.ScriptedModel;
import dev.retort.testkit.ScriptedModel.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** An endpoint that says no: to the run, which stops at once with everything kept, or to a record, which fails alone. */
final class RefusalsIT {

    private static final int RECORDS = 30;
    private static final int ANSWERED_BEFORE = 10;

    private Distillation distillation;

    @BeforeEach
    void set(@TempDir Path temporary) throws IOException {
        distillation = Distillation.below(temporary);
        distillation.task("concurrency: 1", "flush_interval_secs: 0.1");
        distillation.input(Distillation.records(1, RECORDS));
    }

    record Refusal(Reply reply, String message, String mend) {
        @Override
        public String toString() {
            return reply.status() + " " + message;
        }
    }

    static Stream<Refusal> refusals() {
        String key = "Check api_key in the model config and the key it refers to, then run the same command again.";
        String purse = "Top up and run the same command again.";
        String model = "Check chat_config.model and client_config.base_url, then run the same command again.";
        return Stream.of(
                new Refusal(
                        Reply.error(401, "invalid_api_key", "Incorrect API key provided."),
                        "the endpoint refuses the run (HTTP 401 invalid_api_key): HTTP 401 invalid_api_key: Incorrect API key provided.",
                        key),
                new Refusal(
                        Reply.error(402, "", "Insufficient Balance"),
                        "the endpoint says the account has no credit left (HTTP 402 payment_required)",
                        purse),
                new Refusal(
                        Reply.error(403, "", "Your account may not use this."),
                        "the endpoint refuses the run (HTTP 403 forbidden): HTTP 403 forbidden: Your account may not use this.",
                        key),
                new Refusal(
                        Reply.error(404, "model_not_found", "The model test does not exist."),
                        "the endpoint refuses the run (HTTP 404 model_not_found): HTTP 404 model_not_found: The model test does not exist.",
                        model),
                new Refusal(
                        Reply.error(429, "insufficient_quota", "You exceeded your current quota."),
                        "the endpoint says the account has no credit left (HTTP 429 insufficient_quota)",
                        purse));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void aRefusalOfTheRunStopsItWithEverythingKept(Refusal refusal) throws IOException {
        try (ScriptedModel server = ScriptedModel.start(
                request -> request.number() == ANSWERED_BEFORE + 1 ? refusal.reply() : Reply.saying("fine"))) {
            distillation.model(server.baseUrl());
            Retort.Outcome outcome = distillation.run();
            assertEquals(4, outcome.exit(), outcome.all());
            String[] told = outcome.err().split("\n");
            assertTrue(told[0].matches("stopped after [0-9.]+ s: .*"), told[0]);
            assertEquals(refusal.message(), told[0].substring(told[0].indexOf(": ") + 2));
            assertEquals(
                    "  " + ANSWERED_BEFORE + " answered and kept; " + (RECORDS - ANSWERED_BEFORE) + " to go. "
                            + refusal.mend(),
                    told[1]);
            assertEquals(2, told.length, outcome.err());
            assertEquals(ANSWERED_BEFORE, distillation.answers().size());
            assertEquals(0, distillation.failures().size(), "the refused record has not failed");
            assertEquals("service", distillation.runJson().at("/fault").asString());
            assertEquals("failed", distillation.runJson().at("/state").asString());
            assertEquals(
                    ANSWERED_BEFORE,
                    distillation.runJson().at("/counts/answered").intValue());

            Retort.Outcome rest = distillation.run();
            assertEquals(0, rest.exit(), rest.all());
            assertEquals(RECORDS, distillation.answers().size());
            assertEquals(RECORDS + 1, server.requests().size());
        }
    }

    @Test
    void whatIsInFlightIsKeptWhenTheRunIsRefused() throws IOException {
        distillation.task("concurrency: 8", "flush_interval_secs: 0.1");
        try (ScriptedModel server = ScriptedModel.start(
                request -> request.number() == 9 ? Reply.error(401, "", "no") : Reply.saying("fine"))) {
            distillation.model(server.baseUrl());
            Retort.Outcome outcome = distillation.run();
            assertEquals(4, outcome.exit(), outcome.all());
            assertEquals(server.requests().size() - 1, distillation.answers().size(), "a paid answer was lost");
            int toGo = RECORDS - distillation.answers().size();
            assertTrue(outcome.err().contains(" answered and kept; " + toGo + " to go. "), outcome.err());
        }
    }

    @Test
    void blankLinesAreNotAmongThoseToGo() throws IOException {
        int records = 3_000; // more than are read ahead, so that the end of the input is not known from reading
        distillation.input("\n\n" + String.join("\n\n", Distillation.records(1, records)) + "\n");
        try (ScriptedModel server = ScriptedModel.start(request -> Reply.error(401, "", "no"))) {
            distillation.model(server.baseUrl());
            Retort.Outcome outcome = distillation.run();
            assertEquals(4, outcome.exit(), outcome.all());
            assertTrue(outcome.err().contains("  0 answered and kept; 3,000 to go. "), outcome.err());
        }
    }

    @Test
    void aRefusalOfARecordGoesToTheErrorFile() throws IOException {
        try (ScriptedModel server =
                ScriptedModel.start(request -> request.body().contains("question 7\"")
                        ? Reply.error(400, "context_length_exceeded", "too long by far")
                        : request.body().contains("question 9\"")
                                ? Reply.error(400, "content_policy_violation", "not nice")
                                : request.body().contains("question 11\"")
                                        ? Reply.error(413, "", "too large")
                                        : Reply.saying("fine"))) {
            distillation.model(server.baseUrl());
            Retort.Outcome outcome = distillation.run();
            assertEquals(6, outcome.exit(), outcome.all());
            assertEquals("", outcome.err());
            assertTrue(
                    outcome.out()
                            .contains(
                                    "  failures out/in_error.jsonl   1 content_filter · 1 context_length_exceeded · 1 request_too_large\n"),
                    outcome.out());
            assertTrue(
                    outcome.out().contains("run-task task.yaml --set distillation.retry_mode=true\n"), outcome.out());
            assertEquals(RECORDS - 3, distillation.answers().size());
            assertEquals(RECORDS, server.requests().size(), "what cannot pass is not sent again");
        }
        byte[] line = distillation.failureOf(7);
        Jsonl.assertHolds(Distillation.record(7), line);
        JsonNode failure = Jsonl.parse(line);
        assertEquals(
                "HTTP 400 context_length_exceeded: too long by far",
                failure.at("/error").asString());
        assertEquals("context_length_exceeded", failure.at("/error_type").asString());
        assertEquals(400, failure.at("/generation/http_status").intValue());
        assertEquals(1, failure.at("/generation/attempts").intValue());
        assertEquals("r7", failure.at("/generation/record_id").asString());
    }

    @Test
    void theKeyShowsNowhereEvenWhenTheServerRepeatsIt() throws IOException {
        String key = "a-very-private-value-0123456789";
        try (ScriptedModel server = ScriptedModel.start(request -> {
            assertEquals("Bearer " + key, request.headers().get("authorization"));
            String echo = "wrong: " + request.headers().get("authorization") + " / " + key.substring(0, 20);
            return request.number() == 1
                    ? Reply.error(400, "bad", echo)
                    : request.number() == 2
                            ? new Reply(500, Map.of(), "<html><title>" + echo + "</title></html>")
                            : request.number() == 3 ? Reply.saying("fine") : Reply.error(401, "", echo);
        })) {
            distillation.model(server.baseUrl(), "api_key: ${secret:OPENAI_API_KEY}");
            Retort.Outcome outcome =
                    distillation.retort().with("OPENAI_API_KEY", key).run(Distillation.command("--verbose"));
            assertEquals(4, outcome.exit(), outcome.all());
            assertFalse(outcome.all().contains(key), outcome.all());
            assertTrue(outcome.err().contains("HTTP 401 unauthorized: wrong: Bearer ***"), outcome.err());
            assertEquals(1, distillation.failures().size());
        }
        for (String file : distillation.place().tree()) {
            if (java.nio.file.Files.isRegularFile(distillation.path(file))) {
                assertFalse(distillation.place().read(file).contains(key), file + " shows the key");
            }
        }
    }

    @Test
    void aMissingKeyIsToldBeforeAnythingStarts() throws IOException {
        distillation.model(java.net.URI.create("http://127.0.0.1:1/v1"), "api_key: ${secret:OPENAI_API_KEY}");
        Retort.Outcome outcome = distillation.run();
        assertEquals(2, outcome.exit(), outcome.all());
        assertTrue(
                outcome.err()
                        .startsWith(
                                "model.yaml:3:12: error: the secret OPENAI_API_KEY is not set (referred to from task.yaml:6:17)\n"),
                outcome.err());
        assertFalse(distillation.place().tree().contains("runs"));
    }
}
