package dev.retort.model;

import static dev.retort.model.RawServer.http;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the network does to an attempt, by name. */
final class NetworkFaultsTest {

    private static final String HALF = Replies.completion("a").substring(0, 40);

    @Test
    void namesARefusedConnection() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        ChatResult.Failure failure = unreachable(URI.create("http://127.0.0.1:" + port + "/v1"));
        assertEquals(
                "http://127.0.0.1:" + port + "/v1 could not be reached: cannot connect to 127.0.0.1:" + port
                        + ": Connection refused; is base_url right? is the server up?",
                failure.message());
        assertEquals(0, failure.httpStatus());
    }

    @Test
    void namesAnUnknownHost() throws Exception {
        ChatResult.Failure failure = unreachable(URI.create("http://no-such-host.invalid/v1"));
        assertTrue(failure.message().contains("the host of no-such-host.invalid:80 has no known address"));
    }

    @Test
    void namesAConnectionClosedWithoutAResponse() throws Exception {
        try (RawServer server = new RawServer((socket, raw) -> raw.readRequest(socket))) {
            ChatResult.Failure failure = fail(server.url());
            assertEquals("connection_closed", failure.type());
            assertEquals(authority(server) + " closed the connection without a response", failure.message());
            assertEquals(1, server.requests.get());
        }
    }

    @Test
    void namesAReset() throws Exception {
        try (RawServer server = new RawServer((socket, raw) -> {
            raw.readRequest(socket);
            raw.reset(socket);
        })) {
            ChatResult.Failure failure = fail(server.url());
            assertEquals("connection_reset", failure.type());
            assertTrue(
                    failure.message().startsWith("the connection to " + authority(server) + " broke: "),
                    failure.message());
        }
    }

    @Test
    void namesABodyThatBreaksOff() throws Exception {
        try (RawServer server = new RawServer((socket, raw) -> {
            raw.readRequest(socket);
            raw.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n" + HALF);
        })) {
            ChatResult.Failure failure = fail(server.url());
            assertEquals("truncated_body", failure.type());
            assertEquals(authority(server) + " broke off in the middle of a response", failure.message());
            assertEquals(200, failure.httpStatus());
        }
    }

    @Test
    void namesAChunkedBodyThatBreaksOff() throws Exception {
        try (RawServer server = new RawServer((socket, raw) -> {
            raw.readRequest(socket);
            raw.write(socket, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n28\r\n" + HALF + "\r\n");
        })) {
            assertEquals("truncated_body", fail(server.url()).type());
        }
    }

    @Test
    void namesABodyThatBreaksOffWithNobodyKnowing() throws Exception {
        try (RawServer server = new RawServer((socket, raw) -> {
            raw.readRequest(socket);
            raw.write(socket, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + HALF);
        })) {
            ChatResult.Failure failure = fail(server.url());
            assertEquals("truncated_body", failure.type());
            assertEquals("HTTP 200, but the response breaks off after 40 bytes", failure.message());
        }
    }

    @Test
    void namesWhatIsNotHttp() throws Exception {
        try (RawServer server = new RawServer((socket, raw) -> {
            raw.readRequest(socket);
            raw.write(socket, "SSH-2.0-OpenSSH_9.2\r\n\r\n");
        })) {
            ChatResult.Failure failure = fail(server.url());
            assertEquals("invalid_http", failure.type());
            assertEquals(
                    authority(server) + " does not speak proper HTTP: Unexpected status line: SSH-2.0-OpenSSH_9.2",
                    failure.message());
        }
    }

    @Test
    void hintsAtHttpWhereHttpsWasAsked() throws Exception {
        try (RawServer server = new RawServer((socket, raw) -> {
            socket.getInputStream().read();
            raw.write(socket, "HTTP/1.1 400 Bad Request\r\n\r\n");
        })) {
            ChatResult.Failure failure =
                    unreachable(URI.create(server.url().toString().replace("http:", "https:")));
            assertTrue(failure.message().contains("(does it speak http rather than https?)"), failure.message());
        }
    }

    @Test
    void judgesByTheStatusWhenOnlyTheErrorBodyBreaksOff() throws Exception {
        try (RawServer server = new RawServer((socket, raw) -> {
            raw.readRequest(socket);
            raw.write(socket, "HTTP/1.1 401 Unauthorized\r\nContent-Length: 5000\r\n\r\n{\"error\":{\"mess");
        })) {
            ChatResult.Failure failure = fail(server.url());
            assertEquals(FailureClass.RUN, failure.kind());
            assertEquals("HTTP 401 unauthorized: {\"error\":{\"mess", failure.message());
        }
    }

    @Test
    void replacesADeadPooledConnectionWithoutCountingIt() throws Exception {
        try (RawServer server = new RawServer((socket, raw) -> {
            raw.readRequest(socket);
            raw.write(socket, http(Replies.completion("a")));
            // Hangs up without a word, as a server does whose keep-alive time is short.
        })) {
            try (ChatClient client =
                    ChatClient.open(Endpoint.open(server.url()), Replies.single(), AttemptListener.NONE)) {
                for (int i = 0; i < 5; i++) {
                    ChatResult result = client.send(Replies.REQUEST);
                    assertEquals(
                            1, assertInstanceOf(ChatResult.Answer.class, result).attempts());
                }
            }
            assertEquals(5, server.requests.get());
        }
    }

    /** Given up at the first failure to reach it. */
    private static ChatResult.Failure unreachable(URI url) throws Exception {
        ClientSettings hasty = Replies.single().withPatience(Duration.ZERO, Duration.ZERO);
        try (ChatClient client = ChatClient.open(Endpoint.open(url), hasty, AttemptListener.NONE)) {
            ChatResult.Failure failure = assertInstanceOf(ChatResult.Failure.class, client.send(Replies.REQUEST));
            assertEquals(FailureClass.RUN, failure.kind());
            assertEquals("unreachable", failure.type());
            assertEquals(0, failure.attempts());
            return failure;
        }
    }

    private static ChatResult.Failure fail(URI url) throws Exception {
        try (ChatClient client = ChatClient.open(Endpoint.open(url), Replies.single(), AttemptListener.NONE)) {
            ChatResult.Failure failure = assertInstanceOf(ChatResult.Failure.class, client.send(Replies.REQUEST));
            if (failure.httpStatus() != 401) {
                assertEquals(FailureClass.TRANSIENT, failure.kind());
            }
            return failure;
        }
    }

    private static String authority(RawServer server) {
        return server.url().getAuthority();
    }
}
