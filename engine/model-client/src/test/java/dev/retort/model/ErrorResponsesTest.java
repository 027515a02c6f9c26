package dev.retort.model;

import static dev.retort.model.Replies.answer;
import static dev.retort.model.Replies.ok;
import static dev.retort.model.Replies.url;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okio.Buffer;
import okio.BufferedSink;
import okio.GzipSink;
import okio.Okio;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Responses that are no answers, over HTTP. */
final class ErrorResponsesTest {

    private static final String KEY = "a-very-private-key";

    private final MockWebServer server = new MockWebServer();

    @BeforeEach
    void start() throws Exception {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void failsTheRecordAtOnce() throws Exception {
        server.enqueue(answer(400, "{\"error\":{\"message\":\"too long\",\"code\":\"context_length_exceeded\"}}"));
        ChatResult.Failure failure = failure(5);

        assertEquals(FailureClass.RECORD, failure.kind());
        assertEquals("context_length_exceeded", failure.type());
        assertEquals("HTTP 400 context_length_exceeded: too long", failure.message());
        assertEquals(400, failure.httpStatus());
        assertEquals(1, failure.attempts());
    }

    @Test
    void retriesWhatPasses() throws Exception {
        server.enqueue(answer(500, ""));
        server.enqueue(answer(200, "{\"error\":{\"message\":\"upstream\"}}"));
        server.enqueue(answer(200, "{\"choices\":[{\"message\""));
        server.enqueue(answer(200, "{\"choices\":[]}"));
        server.enqueue(answer(408, "{\"detail\":\"slow\"}"));
        server.enqueue(answer(200, Replies.completion("").replace("stop", "insufficient_system_resource")));
        server.enqueue(ok());
        try (ChatClient client = client(10)) {
            assertEquals(
                    7,
                    assertInstanceOf(ChatResult.Answer.class, client.send(Replies.REQUEST))
                            .attempts());
            assertEquals(6, client.stats().failedAttempts().get(FailureClass.TRANSIENT));
        }
    }

    @Test
    void givesTheLastReasonWhenRetriesAreUsed() throws Exception {
        server.enqueue(answer(503, ""));
        server.enqueue(answer(500, "{\"error\":{\"message\":\"broken\"}}"));
        ChatResult.Failure failure = failure(1);

        assertEquals(FailureClass.TRANSIENT, failure.kind());
        assertEquals("HTTP 500 server_error: broken", failure.message());
        assertEquals(2, failure.attempts());
    }

    @Test
    void aRefusalForLoadTakesNoRetryFromTheRequest() throws Exception {
        for (int i = 0; i < 3; i++) {
            server.enqueue(answer(429, "{\"error\":{\"message\":\"slow down\"}}"));
        }
        server.enqueue(answer(503, ""));
        server.enqueue(ok());
        try (ChatClient client = client(1)) {
            assertEquals(
                    5,
                    assertInstanceOf(ChatResult.Answer.class, client.send(Replies.REQUEST))
                            .attempts());
        }
    }

    @Test
    void sendsNothingBehindThePolicysBack() throws Exception {
        // OkHttp by itself would send again after each of these.
        for (int status : new int[] {503, 408, 421}) {
            server.enqueue(new MockResponse.Builder()
                    .code(status)
                    .setHeader("Retry-After", "0")
                    .build());
            failure(0);
        }
        assertEquals(3, server.getRequestCount());
    }

    @Test
    void obeysWhetherToRetry() throws Exception {
        server.enqueue(new MockResponse.Builder()
                .code(500)
                .setHeader("x-should-retry", "false")
                .build());
        assertEquals(1, failure(5).attempts());
        server.enqueue(new MockResponse.Builder()
                .code(400)
                .setHeader("x-should-retry", "true")
                .setHeader("retry-after-ms", "1")
                .build());
        server.enqueue(ok());
        try (ChatClient client = client(5)) {
            assertEquals(2, client.send(Replies.REQUEST).attempts());
        }
    }

    @Test
    void failsWhenAskedToWaitForHours() throws Exception {
        server.enqueue(new MockResponse.Builder()
                .code(429)
                .setHeader("retry-after", "36000")
                .build());
        ChatResult.Failure failure = failure(5);

        assertEquals("retry_after_too_long", failure.type());
        assertEquals(
                "the server asks to wait 10 h, longer than the 10 min allowed; HTTP 429 rate_limited: no further words from the server",
                failure.message());
    }

    @Test
    void takesAFilteredAnswerForTheRecordsFault() throws Exception {
        server.enqueue(answer(200, Replies.completion("").replace("stop", "content_filter")));
        ChatResult.Failure failure = failure(5);

        assertEquals(FailureClass.RECORD, failure.kind());
        assertEquals("content_filter", failure.type());
        assertEquals("the content filter left nothing of the answer (finish_reason content_filter)", failure.message());
    }

    @Test
    void keepsWhatWasPaidFor() throws Exception {
        for (String finish : new String[] {"length", "content_filter", "tool_calls", "something_new"}) {
            server.enqueue(answer(200, Replies.completion("half an ans").replace("stop", finish)));
            try (ChatClient client = client(5)) {
                ChatResult.Answer answer = assertInstanceOf(ChatResult.Answer.class, client.send(Replies.REQUEST));
                assertEquals(finish, answer.reply().first().finishReason());
                assertEquals(1, answer.attempts());
            }
        }
    }

    @Test
    void keepsAllChoicesWhenOnlySomeFailed() throws Exception {
        server.enqueue(
                answer(
                        200,
                        "{\"choices\":[{\"message\":{\"content\":null},\"finish_reason\":\"content_filter\"},{\"message\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}]}"));
        try (ChatClient client = client(5)) {
            assertEquals(
                    2,
                    assertInstanceOf(ChatResult.Answer.class, client.send(Replies.REQUEST))
                            .reply()
                            .choices()
                            .size());
        }
    }

    @Test
    void followsNoRedirect() throws Exception {
        server.enqueue(new MockResponse.Builder()
                .code(307)
                .setHeader("Location", server.url("/elsewhere").toString())
                .build());
        ChatResult.Failure failure = failure(5);

        assertEquals(FailureClass.RUN, failure.kind());
        assertEquals("redirected", failure.type());
        assertEquals(
                "HTTP 307: " + url(server) + " redirects to " + server.url("/elsewhere")
                        + "; set base_url to where the API is",
                failure.message());
        assertEquals(1, server.getRequestCount());
    }

    @Test
    void hintsAtTheBaseUrl() throws Exception {
        server.enqueue(answer(404, "404 page not found"));
        assertEquals(
                "HTTP 404 no_such_path: 404 page not found (POST " + url(server)
                        + "/chat/completions; is base_url right? it often ends in /v1)",
                failure(5).message());
    }

    @Test
    void readsNoMoreThanTheBeginningOfAnErrorPage() throws Exception {
        String page = "<html><title>Sorry</title>" + "x".repeat(10 << 20);
        server.enqueue(answer(502, page));
        server.enqueue(
                new MockResponse.Builder().code(502).chunkedBody(page, 10_000).build());
        server.enqueue(new MockResponse.Builder()
                .code(502)
                .setHeader("Content-Encoding", "gzip")
                .body(gzipped(200 << 20))
                .build());

        assertEquals("HTTP 502 server_error: an HTML page: Sorry", failure(0).message());
        assertEquals("HTTP 502 server_error: an HTML page: Sorry", failure(0).message());
        assertTrue(failure(0).message().length() <= 1_000);
    }

    @Test
    void refusesAResponseThatIsTooLarge() throws Exception {
        server.enqueue(answer(200, Replies.completion("x".repeat(2_000))));
        server.enqueue(new MockResponse.Builder()
                .chunkedBody(Replies.completion("x".repeat(2_000)), 100)
                .build());
        server.enqueue(new MockResponse.Builder()
                .setHeader("Content-Encoding", "gzip")
                .body(gzipped(200 << 20))
                .build());
        for (int i = 0; i < 3; i++) {
            try (ChatClient client = Replies.client(server, Replies.single().withMaxResponseBytes(1_500))) {
                ChatResult.Failure failure = assertInstanceOf(ChatResult.Failure.class, client.send(Replies.REQUEST));
                assertEquals(FailureClass.RECORD, failure.kind());
                assertEquals("response_too_large", failure.type());
                assertEquals("the response is larger than 1,500 bytes", failure.message());
            }
        }
    }

    @Test
    void takesAResponseThatJustFits() throws Exception {
        String body = Replies.completion("x".repeat(20_000));
        server.enqueue(answer(200, body));
        server.enqueue(new MockResponse.Builder().chunkedBody(body, 7).build());
        server.enqueue(new MockResponse.Builder()
                .setHeader("Content-Encoding", "gzip")
                .body(gzip(body))
                .build());
        for (int i = 0; i < 3; i++) {
            try (ChatClient client = Replies.client(server, Replies.single().withMaxResponseBytes(body.length()))) {
                ChatResult.Answer answer = assertInstanceOf(ChatResult.Answer.class, client.send(Replies.REQUEST));
                assertEquals(body, Replies.json(answer.reply().raw()));
            }
        }
    }

    @Test
    void keepsTheKeyOutOfEveryMessage() throws Exception {
        Endpoint endpoint = new Endpoint(url(server), Optional.of(() -> KEY), Map.of("X-Api-Key", "another-secret"));
        String echo = "you sent " + KEY + " and another-secret";
        server.enqueue(answer(401, "{\"error\":{\"message\":\"" + echo + "\"}}"));
        server.enqueue(answer(401, "x".repeat(290) + KEY));
        server.enqueue(answer(200, "{\"error\":\"" + echo + "\"}"));
        server.enqueue(answer(200, echo));
        server.enqueue(new MockResponse.Builder()
                .code(302)
                .setHeader("Location", "/" + KEY)
                .build());
        for (int i = 0; i < 5; i++) {
            try (ChatClient client = ChatClient.open(endpoint, Replies.single(), AttemptListener.NONE)) {
                String shown = client.send(Replies.REQUEST).toString();
                assertFalse(shown.contains(KEY.substring(0, 8)), shown);
                assertFalse(shown.contains("another"), shown);
            }
        }
    }

    private ChatResult.Failure failure(int retries) throws Exception {
        try (ChatClient client = client(retries)) {
            return assertInstanceOf(ChatResult.Failure.class, client.send(Replies.REQUEST));
        }
    }

    private ChatClient client(int retries) {
        return Replies.client(server, ClientSettings.of(1).with(Replies.impatient(retries)));
    }

    private static Buffer gzip(String text) throws Exception {
        Buffer compressed = new Buffer();
        try (BufferedSink sink = Okio.buffer(new GzipSink(compressed))) {
            sink.writeUtf8(text);
        }
        return compressed;
    }

    private static Buffer gzipped(int zeros) throws Exception {
        Buffer compressed = new Buffer();
        try (BufferedSink sink = Okio.buffer(new GzipSink(compressed))) {
            for (int i = 0; i < zeros; i += 1 << 20) {
                sink.write(new byte[1 << 20]);
            }
        }
        return compressed;
    }
}
