package dev.retort.model;

import static dev.retort.model.Replies.client;
import static dev.retort.model.Replies.json;
import static dev.retort.model.Replies.single;
import static dev.retort.model.Replies.url;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The client against a real server on loopback. */
final class ChatClientTest {

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
    void sendsTheBytesAsGivenAndAnswersWithSpansOfTheReply() throws Exception {
        server.enqueue(Replies.answer(200, "\n \n" + Replies.completion("hällo\\n") + "\n"));
        Endpoint endpoint =
                new Endpoint(URI.create(url(server) + "/"), Optional.of(() -> "a-key"), Map.of("X-Team", "blue"));
        try (ChatClient client =
                ChatClient.open(endpoint, single().withUserAgent("retort/0.1.0"), AttemptListener.NONE)) {
            ChatResult.Answer answer = assertInstanceOf(ChatResult.Answer.class, client.send(Replies.REQUEST));

            assertEquals("\"hällo\\n\"", json(answer.reply().first().content()));
            assertEquals(OptionalLong.of(5), answer.reply().usage().total());
            assertEquals(1, answer.attempts());
            assertTrue(answer.latency().compareTo(answer.total()) <= 0);
            assertEquals(new ClientStats.Tokens(3, 2, 0, 0), client.stats().tokens());
            assertEquals(1, client.stats().answered());
        }
        RecordedRequest request = server.takeRequest();
        assertEquals("POST /v1/chat/completions HTTP/1.1", request.getRequestLine());
        assertEquals(
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}",
                request.getBody().utf8());
        assertEquals("application/json", request.getHeaders().get("Content-Type"));
        assertEquals("Bearer a-key", request.getHeaders().get("Authorization"));
        assertEquals("blue", request.getHeaders().get("X-Team"));
        assertEquals("retort/0.1.0", request.getHeaders().get("User-Agent"));
    }

    @Test
    void sendsNoKeyWhereThereIsNone() throws Exception {
        server.enqueue(Replies.ok());
        try (ChatClient client = client(server, single())) {
            client.send(Replies.REQUEST);
        }
        assertEquals(null, server.takeRequest().getHeaders().get("Authorization"));
    }
}
