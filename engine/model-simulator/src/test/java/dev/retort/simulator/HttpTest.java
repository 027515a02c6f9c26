package dev.retort.simulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retort.simulator.RawClient.Answer;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests as they should be, cut in every way that TCP may cut them. */
class HttpTest {

    private static final String CHUNKED_HEAD =
            "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";

    private SimulatedModel model;
    private RawClient client;

    @BeforeEach
    void start() throws IOException {
        model = SimulatedModel.start(Behaviour.defaults(), 0);
        client = new RawClient(model);
    }

    @AfterEach
    void end() throws IOException {
        client.close();
        model.close();
    }

    @Test
    void takesARequestCutAtEveryByte() throws IOException {
        byte[] request = RawClient.post(RawClient.QUESTION).getBytes(UTF_8);
        String whole = text(client.send(request).read());
        for (int cut = 1; cut < request.length; cut++) {
            client.send(java.util.Arrays.copyOf(request, cut));
            awaitTaken();
            client.send(java.util.Arrays.copyOfRange(request, cut, request.length));

            assertEquals(whole, text(client.read()));
        }
    }

    @Test
    void takesARequestByteByByte() throws IOException {
        String whole = text(client.send(RawClient.post(RawClient.QUESTION)).read());
        for (byte one : RawClient.post(RawClient.QUESTION).getBytes(UTF_8)) {
            client.send(new byte[] {one});
        }
        assertEquals(whole, text(client.read()));
        for (byte one : chunked(RawClient.QUESTION, 7).getBytes(UTF_8)) {
            client.send(new byte[] {one});
        }
        assertEquals(whole, text(client.read()));
    }

    @Test
    void answersPipelinedRequestsInTheirOrder() throws IOException {
        StringBuilder requests = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            requests.append(
                    i % 2 == 0 ? RawClient.post(RawClient.chat("q" + i)) : chunked(RawClient.chat("q" + i), 11));
        }
        client.send(requests.toString());
        for (int i = 0; i < 500; i++) {
            assertTrue(client.read().body().contains(" to \\\"q" + i + "\\\""));
        }
    }

    @Test
    void answersPipelinedRequestsInTheirOrderWhenTheyTakeTime() throws IOException {
        try (SimulatedModel slow = SimulatedModel.start(Behaviour.defaults().withLatency(Latency.parse("0..3ms")), 0);
                RawClient sender = new RawClient(slow)) {
            StringBuilder requests = new StringBuilder();
            for (int i = 0; i < 100; i++) {
                requests.append(RawClient.post(RawClient.chat("q" + i)));
            }
            sender.send(requests.toString());
            sender.endOutput();
            for (int i = 0; i < 100; i++) {
                assertTrue(sender.read().body().contains(" to \\\"q" + i + "\\\""));
            }
            assertEquals(-1, sender.readByte());
        }
    }

    @Test
    void takesChunksOfAnySizeWithExtensionsAndTrailers() throws IOException {
        String whole = text(client.send(RawClient.post(RawClient.QUESTION)).read());
        for (int size = 1; size <= RawClient.QUESTION.length(); size++) {
            assertEquals(
                    whole, text(client.send(chunked(RawClient.QUESTION, size)).read()));
        }
        String body = RawClient.QUESTION;
        String odd = CHUNKED_HEAD + "00" + Integer.toHexString(body.length()).toUpperCase(java.util.Locale.ROOT)
                + ";name=\"value\"\r\n" + body + "\r\n0 \r\nTrailer: x\r\nOther: y\r\n\r\n";
        assertEquals(whole, text(client.send(odd).read()));
    }

    @Test
    void takesALargeBody() throws IOException {
        String body = RawClient.chat("x".repeat(20 << 20));

        assertTrue(client.send(RawClient.post(body)).read().body().contains("\"prompt_tokens\":5242880,"));
        assertTrue(client.send(chunked(body, 1 << 20)).read().body().contains("\"prompt_tokens\":5242880,"));
    }

    @Test
    void saysContinueToAClientThatWaitsForIt() throws IOException {
        String request = RawClient.post(RawClient.QUESTION, "Expect: 100-continue\r\n");
        int headLength = request.indexOf("\r\n\r\n") + 4;
        client.send(request.substring(0, headLength));

        assertEquals("HTTP/1.1 100 Continue", client.readHead().statusLine());
        assertEquals(200, client.send(request.substring(headLength)).read().status());
    }

    @Test
    void endsTheConnectionWhenAsked() throws IOException {
        Answer answer = client.send(RawClient.post(RawClient.QUESTION, "Connection: x, Close\r\n"))
                .read();

        assertEquals("close", answer.fields().get("connection"));
        assertEquals(-1, client.readByte());
    }

    @Test
    void speaksTheOlderVersion() throws IOException {
        String request = "POST /chat/completions HTTP/1.0\r\nContent-Length: " + RawClient.QUESTION.length();
        Answer kept = client.send(request + "\r\nConnection: keep-alive\r\n\r\n" + RawClient.QUESTION)
                .read();
        Answer last = client.send(request + "\r\n\r\n" + RawClient.QUESTION).read();

        assertEquals("keep-alive", kept.fields().get("connection"));
        assertEquals(200, last.status());
        assertEquals("close", last.fields().get("connection"));
        assertEquals(-1, client.readByte());
    }

    @Test
    void answersAClientThatHasClosedItsHalf() throws IOException {
        client.send(RawClient.post(RawClient.QUESTION));
        client.endOutput();

        assertEquals(200, client.read().status());
        assertEquals(-1, client.readByte());
    }

    @Test
    void answersHeadWithoutABody() throws IOException {
        Answer head = client.send("HEAD /v1/models HTTP/1.1\r\nHost: x\r\n\r\n").readHead();

        assertEquals(200, head.status());
        assertEquals(
                Integer.parseInt(head.fields().get("content-length")),
                client.send("GET /v1/models HTTP/1.1\r\nHost: x\r\n\r\n")
                        .read()
                        .body()
                        .length());
    }

    @Test
    void takesAnyPathThatEndsInChatCompletionsAndIgnoresTheQuery() throws IOException {
        for (String path : new String[] {
            "/chat/completions", "/openai/deployments/m/chat/completions?api-version=1", "http://x/v1/chat/completions"
        }) {
            String request = RawClient.post(RawClient.QUESTION).replace("/v1/chat/completions", path);
            assertEquals(200, client.send("\r\n" + request).read().status(), path);
        }
    }

    /** A round trip on another connection: the only event loop has then read what was sent before. */
    private void awaitTaken() throws IOException {
        try (RawClient other = new RawClient(model)) {
            other.send("GET /stats HTTP/1.1\r\nHost: x\r\n\r\n").read();
        }
    }

    private static String chunked(String body, int size) {
        StringBuilder request = new StringBuilder(CHUNKED_HEAD);
        for (int from = 0; from < body.length(); from += size) {
            String chunk = body.substring(from, Math.min(from + size, body.length()));
            request.append(Integer.toHexString(chunk.getBytes(ISO_8859_1).length))
                    .append("\r\n")
                    .append(chunk)
                    .append("\r\n");
        }
        return request.append("0\r\n\r\n").toString();
    }

    /** The answer without what differs from one request to the next. */
    private static String text(Answer answer) {
        return answer.body().replaceAll("\"id\":\"[^\"]*\"|\"created\":\\d+", "");
    }
}
