package dev.retort.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Each phase of an attempt runs out under its own name. The client's clock is turned by hand, so that no test waits. */
final class TimeoutsTest {

    private static final Duration LONG = Duration.ofDays(7);
    private static final Duration SHORT = Duration.ofSeconds(20);
    private static final String STREAM =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\nConnection: close\r\n\r\n";

    private final ManualTime time = new ManualTime();

    @Test
    void firstByte() throws Exception {
        try (RawServer server = new RawServer((socket, raw) -> {
            raw.readRequest(socket);
            raw.hang();
        })) {
            ChatResult.Failure failure =
                    timeOut(server.url(), new Timeouts(LONG, LONG, SHORT, LONG, LONG), Replies.REQUEST);
            assertEquals("timeout_first_byte", failure.type());
            assertEquals("no response from " + server.url().getAuthority() + " within 20 s", failure.message());
            assertEquals(FailureClass.TRANSIENT, failure.kind());
        }
    }

    @Test
    void idle() throws Exception {
        try (RawServer server = new RawServer((socket, raw) -> {
            raw.readRequest(socket);
            raw.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n{\"choices\"");
            raw.hang();
        })) {
            ChatResult.Failure failure =
                    timeOut(server.url(), new Timeouts(LONG, LONG, LONG, SHORT, LONG), Replies.REQUEST);
            assertEquals("timeout_idle", failure.type());
            assertEquals("the response from " + server.url().getAuthority() + " stopped for 20 s", failure.message());
            assertEquals(200, failure.httpStatus());
        }
    }

    @Test
    void firstTokenOfAStream() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        try (RawServer server = new RawServer((socket, raw) -> {
                    raw.readRequest(socket);
                    raw.write(socket, STREAM + ": keep-alive\n\n" + chunk("{\"role\":\"assistant\",\"content\":\"\"}"));
                    String waiting = ": keep-alive\n\n".repeat(10_000);
                    for (int i = 0; i < 300; i++) {
                        raw.write(socket, waiting);
                    }
                    // More than the system holds back between the two: the client is in the middle of the stream.
                    reading.countDown();
                    raw.hang();
                });
                ChatClient client = client(server.url(), new Timeouts(LONG, LONG, SHORT, LONG, LONG))) {
            CompletableFuture<ChatResult> result = new CompletableFuture<>();
            client.submit(Replies.REQUEST, result::complete);
            assertTrue(reading.await(60, TimeUnit.SECONDS));
            ChatResult.Failure failure = untilItFails(result);
            assertEquals("timeout_first_token", failure.type());
            assertEquals("no token from " + server.url().getAuthority() + " within 20 s", failure.message());
            assertEquals(200, failure.httpStatus());
        }
    }

    @Test
    void idleBetweenTheEventsOfAStream() throws Exception {
        try (RawServer server = new RawServer((socket, raw) -> {
            raw.readRequest(socket);
            raw.write(socket, STREAM + chunk("{\"content\":\"a\"}"));
            raw.hang();
        })) {
            ChatResult.Failure failure =
                    timeOut(server.url(), new Timeouts(LONG, LONG, LONG, SHORT, LONG), Replies.REQUEST);
            assertEquals("timeout_idle", failure.type());
        }
    }

    @Test
    void aStreamThatFallsSilentBehindItsEndIsAnAnswer() throws Exception {
        try (RawServer server = new RawServer((socket, raw) -> {
                    raw.readRequest(socket);
                    raw.write(
                            socket,
                            STREAM
                                    + "data: {\"choices\":[{\"delta\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}]}\n\n");
                    raw.hang();
                });
                ChatClient client = client(server.url(), new Timeouts(LONG, LONG, LONG, SHORT, LONG))) {
            CompletableFuture<ChatResult> result = new CompletableFuture<>();
            client.submit(Replies.REQUEST, result::complete);
            while (!result.isDone()) {
                time.advance(Duration.ofMillis(10));
                Thread.onSpinWait();
            }
            assertInstanceOf(ChatResult.Answer.class, result.get());
        }
    }

    @Test
    void total() throws Exception {
        try (RawServer server = new RawServer((socket, raw) -> {
            raw.readRequest(socket);
            raw.hang();
        })) {
            ChatResult.Failure failure =
                    timeOut(server.url(), new Timeouts(LONG, LONG, LONG, LONG, SHORT), Replies.REQUEST);
            assertEquals("timeout_total", failure.type());
            assertEquals(
                    "the attempt at " + server.url().getAuthority() + " was not over within 20 s", failure.message());
        }
    }

    @Test
    void namesThePhaseWhereOneFigureWasGivenForBoth() throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        String blanks = " ".repeat(100_000);
        try (RawServer server = new RawServer((socket, raw) -> {
                    raw.readRequest(socket);
                    raw.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 30000000\r\n\r\n");
                    // More than the buffers of a connection hold: the client is at the body by then.
                    for (int i = 0; i < 250; i++) {
                        raw.write(socket, blanks);
                    }
                    read.countDown();
                    raw.hang();
                });
                ChatClient client = client(server.url(), new Timeouts(LONG, LONG, LONG, SHORT, SHORT))) {
            CompletableFuture<ChatResult> result = new CompletableFuture<>();
            client.submit(Replies.REQUEST, result::complete);
            read.await();
            assertEquals("timeout_idle", untilItFails(result).type());
        }
    }

    @Test
    void timeInWhichTheWholeProcessStoodStillDoesNotCount() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch awake = new CountDownLatch(1);
        try (RawServer server = new RawServer((socket, raw) -> {
                    raw.readRequest(socket);
                    asked.countDown();
                    awake.await();
                    String body = Replies.completion("fine");
                    raw.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
                });
                ChatClient client = client(server.url(), new Timeouts(LONG, LONG, SHORT, LONG, SHORT))) {
            CompletableFuture<ChatResult> result = new CompletableFuture<>();
            client.submit(Replies.REQUEST, result::complete);
            asked.await();
            time.standStill(Duration.ofHours(1));
            time.advance(Duration.ofSeconds(1));
            awake.countDown();
            assertInstanceOf(ChatResult.Answer.class, result.get(1, TimeUnit.MINUTES));
        }
    }

    @Test
    void write() throws Exception {
        try (RawServer server = new RawServer((socket, raw) -> raw.hang())) {
            ChatRequest large = new ChatRequest(new byte[32 << 20]);
            ChatResult.Failure failure = timeOut(server.url(), new Timeouts(LONG, SHORT, LONG, LONG, LONG), large);
            assertEquals("timeout_write", failure.type());
            assertEquals(
                    "sending the request to " + server.url().getAuthority() + " stopped for 20 s", failure.message());
        }
    }

    @Test
    void connectIncludesTheTlsHandshake() throws Exception {
        try (RawServer server = new RawServer((socket, raw) -> raw.hang())) {
            URI https = URI.create(server.url().toString().replace("http:", "https:"));
            // The server was never reached: the request is tried again until that has lasted too long.
            List<AttemptFailure> attempts = new CopyOnWriteArrayList<>();
            try (ChatClient client = ChatClient.open(
                    Endpoint.open(https),
                    Replies.single().with(new Timeouts(SHORT, LONG, LONG, LONG, LONG)),
                    report -> attempts.add(report.failure()),
                    time,
                    new Random(1))) {
                CompletableFuture<ChatResult> result = new CompletableFuture<>();
                client.submit(Replies.REQUEST, result::complete);
                assertEquals("unreachable", untilItFails(result).type());
            }
            assertEquals("timeout_connect", attempts.get(0).type());
            assertEquals(
                    "no connection to " + server.url().getAuthority() + " within 20 s",
                    attempts.get(0).message());
        }
    }

    @Test
    void takesOneFigureForAnAttempt() {
        assertEquals(
                new Timeouts(
                        Duration.ofSeconds(10),
                        SHORT.multipliedBy(3),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(5)),
                Timeouts.ofTotal(Duration.ofMinutes(5)));
        assertEquals(
                new Timeouts(
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(2)),
                Timeouts.ofTotal(Duration.ofSeconds(2)));
    }

    @Test
    void refusesWhatCannotBeWaitedFor() {
        assertEquals(
                "the total timeout must be longer than 0 s",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new Timeouts(SHORT, SHORT, SHORT, SHORT, Duration.ZERO))
                        .getMessage());
        assertEquals(
                "the first byte timeout must be at most 7 days",
                assertThrows(IllegalArgumentException.class, () -> Timeouts.defaults()
                                .withFirstByte(Duration.ofDays(8)))
                        .getMessage());
    }

    private static String chunk(String delta) {
        return "data: {\"choices\":[{\"index\":0,\"delta\":" + delta + "}]}\n\n";
    }

    private ChatResult.Failure timeOut(URI url, Timeouts timeouts, ChatRequest request) throws Exception {
        try (ChatClient client = client(url, timeouts)) {
            CompletableFuture<ChatResult> result = new CompletableFuture<>();
            client.submit(request, result::complete);
            return untilItFails(result);
        }
    }

    private ChatClient client(URI url, Timeouts timeouts) {
        return ChatClient.open(
                Endpoint.open(url), Replies.single().with(timeouts), AttemptListener.NONE, time, new Random(1));
    }

    /** Turns the clock in small steps, and lets the client's threads work between them: what they do takes no time of this clock. */
    private ChatResult.Failure untilItFails(CompletableFuture<ChatResult> result) throws Exception {
        while (!result.isDone()) {
            time.advance(Duration.ofMillis(10));
            LockSupport.parkNanos(50_000);
        }
        return assertInstanceOf(ChatResult.Failure.class, result.get());
    }
}
