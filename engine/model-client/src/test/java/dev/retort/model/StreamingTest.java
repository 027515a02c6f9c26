package dev.retort.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers that come piece by piece over HTTP. */
final class StreamingTest {

    private static final ChatRequest STREAMED =
            new ChatBody("m", Map.of("stream", true)).with(Replies.utf8("[{\"role\":\"user\",\"content\":\"hi\"}]"));
    private static final String HALF =
            "data: {\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"hel\"}}]}\n\n";
    private static final String REST =
            "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"lo\"},\"finish_reason\":\"stop\"}]}\n\n";
    private static final String USAGE = "data: {\"choices\":[],\"usage\":{\"completion_tokens\":2}}\n\n";
    private static final String DONE = "data: [DONE]\n\n";

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
    void answersAsWithoutStreamingAndTellsWhenTheFirstTokenCame() throws Exception {
        ChatResult.Answer answer = assertInstanceOf(ChatResult.Answer.class, ask(events(HALF + REST + USAGE + DONE)));
        assertEquals("hello", answer.reply().first().content().text());
        assertEquals("stop", answer.reply().first().finishReason());
        assertEquals(2, answer.reply().usage().completion().getAsLong());
        assertEquals("m", answer.reply().model());
        assertTrue(answer.firstToken().orElseThrow().compareTo(answer.latency()) <= 0);
        assertTrue(server.takeRequest()
                .getBody()
                .utf8()
                .endsWith(",\"stream\":true,\"stream_options\":{\"include_usage\":true}}"));
    }

    @Test
    void usesTheConnectionAgain() throws Exception {
        try (ChatClient client = Replies.client(server, Replies.single())) {
            for (int i = 0; i < 3; i++) {
                server.enqueue(events(HALF + REST + DONE));
                assertInstanceOf(ChatResult.Answer.class, client.send(STREAMED));
            }
            for (int i = 0; i < 3; i++) {
                assertEquals(0, server.takeRequest().getConnectionIndex());
            }
        }
    }

    @Test
    void readsPlainJsonAlthoughAStreamWasAskedFor() throws Exception {
        for (String type : new String[] {"application/json", "text/event-stream"}) {
            MockResponse plain = new MockResponse.Builder()
                    .setHeader("Content-Type", type)
                    .body("\n" + Replies.completion("hello"))
                    .build();
            ChatResult.Answer answer = assertInstanceOf(ChatResult.Answer.class, ask(plain));
            assertEquals("hello", answer.reply().first().content().text());
            assertEquals(Optional.empty(), answer.firstToken());
        }
    }

    @Test
    void readsAStreamThatWasNotAskedFor() throws Exception {
        server.enqueue(events(HALF + REST));
        try (ChatClient client = Replies.client(server, Replies.single())) {
            ChatResult.Answer answer = assertInstanceOf(ChatResult.Answer.class, client.send(Replies.REQUEST));
            assertEquals("hello", answer.reply().first().content().text());
        }
    }

    @Test
    void anErrorInTheStreamMeansWhatItMeansElsewhere() throws Exception {
        ChatResult.Failure money = fail(
                events(HALF + "data: {\"error\":{\"message\":\"no credit\",\"code\":\"insufficient_quota\"}}\n\n"));
        assertEquals(FailureClass.RUN, money.kind());
        assertEquals("insufficient_quota", money.type());
        ChatResult.Failure load =
                fail(events(HALF + "event: error\ndata: {\"error\":{\"code\":503,\"message\":\"busy\"}}\n\n"));
        assertEquals(FailureClass.TRANSIENT, load.kind());
        assertEquals("HTTP 200 with an error in it, service_unavailable: busy", load.message());
        ChatResult.Failure plain = fail(new MockResponse.Builder()
                .setHeader("Content-Type", "text/event-stream")
                .body("{\"error\":{\"message\":\"too long\",\"code\":\"context_length_exceeded\"}}")
                .build());
        assertEquals("context_length_exceeded", plain.type());
    }

    @Test
    void aRefusalWithAStatusIsReadAsEver() throws Exception {
        assertEquals(
                "rate_limited",
                fail(Replies.answer(429, "{\"error\":\"too many at once\"}")).type());
    }

    @Test
    void anEndWithoutAnEndIsTransient() throws Exception {
        ChatResult.Failure failure = fail(events(HALF));
        assertEquals("truncated_stream", failure.type());
        assertEquals(FailureClass.TRANSIENT, failure.kind());
        assertEquals("HTTP 200, but the stream ended in the middle of the answer", failure.message());
    }

    @Test
    void aConnectionThatBreaksOffIsTransientUnlessTheAnswerIsWhole() throws Exception {
        String head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
        assertEquals(
                "truncated_stream",
                assertInstanceOf(ChatResult.Failure.class, raw(head + chunk(HALF)))
                        .type());
        ChatResult.Answer answer = assertInstanceOf(ChatResult.Answer.class, raw(head + chunk(HALF) + chunk(REST)));
        assertEquals("hello", answer.reply().first().content().text());
    }

    @Test
    void aContentFilterThatLeftNothingIsTheRecordsFault() throws Exception {
        ChatResult.Failure failure =
                fail(events("data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"content_filter\"}]}\n\n" + DONE));
        assertEquals(FailureClass.RECORD, failure.kind());
        assertEquals("content_filter", failure.type());
    }

    @Test
    void aStreamThatIsTooLargeIsNotReadOn() throws Exception {
        server.enqueue(events(HALF.repeat(1_000) + REST));
        try (ChatClient client = Replies.client(server, Replies.single().withMaxResponseBytes(4_096))) {
            assertEquals(
                    "response_too_large",
                    assertInstanceOf(ChatResult.Failure.class, client.send(STREAMED))
                            .type());
        }
    }

    private ChatResult raw(String response) throws Exception {
        try (RawServer broken = new RawServer((socket, raw) -> {
                    raw.readRequest(socket);
                    raw.write(socket, response);
                });
                ChatClient client =
                        ChatClient.open(Endpoint.open(broken.url()), Replies.single(), AttemptListener.NONE)) {
            return client.send(STREAMED);
        }
    }

    private static String chunk(String data) {
        return Integer.toHexString(data.length()) + "\r\n" + data + "\r\n";
    }

    private static MockResponse events(String events) {
        return new MockResponse.Builder()
                .setHeader("Content-Type", "text/event-stream; charset=utf-8")
                .chunkedBody(events, 50)
                .build();
    }

    private ChatResult.Failure fail(MockResponse response) throws Exception {
        return assertInstanceOf(ChatResult.Failure.class, ask(response));
    }

    private ChatResult ask(MockResponse response) throws Exception {
        server.enqueue(response);
        try (ChatClient client = Replies.client(server, Replies.single())) {
            return client.send(STREAMED);
        }
    }
}
