package dev.retort.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retort.acceptance.HostileModel.Answer;
import dev.retort.testkit.ScriptedModel.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Troubles that pass: an endpoint or a network that fails now and answers later, or never. */
final class TroublesIT {

    private static final int RECORDS = 12;

    private Distillation distillation;

    @BeforeEach
    void set(@TempDir Path temporary) throws IOException {
        distillation = Distillation.below(temporary);
        distillation.task("concurrency: 12", "flush_interval_secs: 0.1");
        distillation.input(Distillation.records(1, RECORDS));
    }

    static Stream<Arguments> passing() {
        Reply fine = Reply.saying("fine");
        Map<String, String> soon = Map.of("retry-after-ms", "20");
        String html = "<!DOCTYPE html><html><title>502 Bad Gateway</title></html>";
        String error = "{\"error\":{\"message\":\"upstream failed\",\"code\":502}}";
        return Stream.of(
                Arguments.of("429", new Answer.Whole(new Reply(429, soon, "{}"))),
                Arguments.of("500", new Answer.Whole(new Reply(500, soon, ""))),
                Arguments.of("502 with a page", new Answer.Whole(new Reply(502, soon, html))),
                Arguments.of("503", new Answer.Whole(new Reply(503, soon, "overloaded"))),
                Arguments.of("408", new Answer.Whole(new Reply(408, soon, ""))),
                Arguments.of("200 with an error", new Answer.Whole(new Reply(200, soon, error))),
                Arguments.of("200 with a page", new Answer.Whole(new Reply(200, soon, html))),
                Arguments.of("200 with half the JSON", new Answer.Whole(half(fine))),
                Arguments.of("200 with nothing", new Answer.Whole(new Reply(200, soon, ""))),
                Arguments.of("200 without choices", new Answer.Whole(new Reply(200, soon, "{\"choices\":[]}"))),
                Arguments.of("a body that breaks off", new Answer.Half(fine)),
                Arguments.of("a reset", new Answer.Reset()));
    }

    private static Reply half(Reply whole) {
        return new Reply(200, Map.of(), whole.body().substring(0, whole.body().length() / 2));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("passing")
    void aTroubleThatPassesIsTriedAgain(String name, Answer first) throws IOException {
        try (HostileModel server = HostileModel.failingFirst(first)) {
            distillation.model(server.baseUrl());
            Retort.Outcome outcome = distillation.run();
            assertEquals(0, outcome.exit(), outcome.all());
            assertTrue(outcome.out().contains(": " + RECORDS + " answered, 0 failed, 0 skipped\n"), outcome.out());
            assertEquals(2 * RECORDS, server.requests().size());
            for (JsonNode answer : distillation.answers()) {
                assertEquals(2, answer.at("/generation/attempts").intValue());
                assertEquals("fine", answer.at("/response").asString());
            }
            assertEquals(
                    2 * RECORDS, distillation.runJson().at("/counts/attempts").intValue());
        }
    }

    @Test
    void retryAfterIsRespected() throws IOException {
        Answer busy = new Answer.Whole(new Reply(429, Map.of("retry-after", "1.5"), "{}"));
        distillation.input(Distillation.record(1));
        try (HostileModel server = HostileModel.failingFirst(busy)) {
            distillation.model(server.baseUrl());
            assertEquals(0, distillation.run().exit());
            List<HostileModel.Request> requests = server.requests();
            assertEquals(2, requests.size());
            long waited = requests.get(1).nanos() - requests.get(0).nanos();
            assertTrue(waited >= Duration.ofMillis(1_490).toNanos(), () -> "waited only " + waited / 1_000_000 + " ms");
        }
    }

    @Test
    void aRecordThatWaitsHoldsNoSlot() throws IOException {
        distillation.task("concurrency: 1", "flush_interval_secs: 0.1");
        Answer busy = new Answer.Whole(new Reply(429, Map.of("retry-after", "1"), "{}"));
        Answer fine = new Answer.Whole(Reply.saying("fine"));
        try (HostileModel server = HostileModel.start(
                request -> request.before() == 0 && request.body().contains("question 1\"") ? busy : fine)) {
            distillation.model(server.baseUrl());
            Retort.Outcome outcome = distillation.run();
            assertEquals(0, outcome.exit(), outcome.all());
            List<HostileModel.Request> requests = server.requests();
            assertEquals(RECORDS + 1, requests.size());
            assertTrue(
                    requests.subList(0, RECORDS).stream().allMatch(request -> request.before() == 0),
                    "each record has its first turn while one waits");
        }
    }

    @Test
    void aWaitLongerThanAllowedFailsTheRecordAlone() throws IOException {
        Reply long_ = new Reply(429, Map.of("retry-after", "3600"), "{\"error\":{\"message\":\"come back\"}}");
        try (HostileModel server = HostileModel.start(
                request -> new Answer.Whole(request.body().contains("question 3\"") ? long_ : Reply.saying("fine")))) {
            distillation.model(server.baseUrl());
            Retort.Outcome outcome = distillation.run();
            assertEquals(6, outcome.exit(), outcome.all());
            assertEquals(
                    "the server asks to wait 1 h, longer than the 10 min allowed; HTTP 429 rate_limited: come back",
                    Jsonl.parse(distillation.failureOf(3)).at("/error").asString());
        }
    }

    @Test
    void whatNeverPassesFailsWithItsLastReason() throws IOException {
        Answer down = new Answer.Whole(new Reply(503, Map.of("retry-after-ms", "5"), "try later"));
        Answer fine = new Answer.Whole(Reply.saying("fine"));
        try (HostileModel server =
                HostileModel.start(request -> request.body().contains("question 1\"") ? down : fine)) {
            distillation.model(server.baseUrl(), "max_retries: 2");
            Retort.Outcome outcome = distillation.run();
            assertEquals(6, outcome.exit(), outcome.all());
            assertTrue(
                    outcome.out().contains("  failures out/in_error.jsonl   1 service_unavailable\n"), outcome.out());
            JsonNode failure = Jsonl.parse(distillation.failureOf(1));
            assertEquals(
                    "HTTP 503 service_unavailable: try later",
                    failure.at("/error").asString());
            assertEquals(3, failure.at("/generation/attempts").intValue());
            assertEquals(RECORDS + 2, server.requests().size());
        }
    }

    @Test
    void anEndpointThatDoesNothingButFailEndsTheRun() throws IOException {
        Answer down = new Answer.Whole(new Reply(503, Map.of(), "try later"));
        distillation.input(Distillation.records(1, 100));
        try (HostileModel server = HostileModel.start(request -> down)) {
            distillation.model(server.baseUrl(), "first_contact: 1");
            Retort.Outcome outcome = distillation.run();
            assertEquals(4, outcome.exit(), outcome.all());
            assertTrue(outcome.err().contains("has done nothing but fail for "), outcome.err());
            assertTrue(outcome.err().contains("503"), outcome.err());
        }
    }

    @Test
    void aServerThatHangsIsLeftAfterTheTimeout() throws IOException {
        distillation.input(Distillation.record(1));
        try (HostileModel server = HostileModel.start(request -> new Answer.Silence())) {
            distillation.model(server.baseUrl(), "timeout: 60", "first_byte_timeout: 0.5", "max_retries: 1");
            Retort.Outcome outcome = distillation.run();
            assertEquals(6, outcome.exit(), outcome.all());
            JsonNode failure = Jsonl.parse(distillation.failureOf(1));
            String authority = "127.0.0.1:" + server.baseUrl().getPort();
            assertEquals("timeout_first_byte", failure.at("/error_type").asString());
            assertEquals(
                    "no response from " + authority + " within 500 ms",
                    failure.at("/error").asString());
            assertEquals(2, failure.at("/generation/attempts").intValue());
            assertEquals(2, server.requests().size());
        }
    }

    @Test
    void oneTimeoutIsEnoughToLeaveAServerThatHangs() throws IOException {
        distillation.input(Distillation.record(1));
        try (HostileModel server = HostileModel.start(request -> new Answer.Silence())) {
            distillation.model(server.baseUrl(), "timeout: 0.5", "max_retries: 1");
            Retort.Outcome outcome = distillation.run();
            assertEquals(6, outcome.exit(), outcome.all());
            String type =
                    Jsonl.parse(distillation.failureOf(1)).at("/error_type").asString();
            assertTrue(type.equals("timeout_first_byte") || type.equals("timeout_total"), type);
        }
    }

    @Test
    void aServerThatIsNotThereIsNamed() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        distillation.model(URI.create("http://127.0.0.1:" + port + "/v1"), "first_contact: 1");
        Retort.Outcome outcome = distillation.run();
        assertEquals(4, outcome.exit(), outcome.all());
        assertTrue(
                outcome.all()
                        .contains("cannot connect to 127.0.0.1:" + port
                                + ": Connection refused; is base_url right? is the server up?"),
                outcome.all());
    }

    @Test
    void aWrongPathIsNamed() throws IOException {
        Reply nothing = new Reply(404, Map.of(), "<html><title>404 Not Found</title></html>");
        try (HostileModel server = HostileModel.start(request -> new Answer.Whole(nothing))) {
            distillation.model(URI.create(server.baseUrl().toString().replace("/v1", "")));
            Retort.Outcome outcome = distillation.run();
            String place = "POST http://127.0.0.1:" + server.baseUrl().getPort() + "/chat/completions";
            assertTrue(
                    (outcome.all() + distillation.outputs())
                            .contains("(" + place + "; is base_url right? it often ends in /v1)"),
                    outcome.all());
        }
    }
}
