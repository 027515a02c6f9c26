package dev.retort.model;

import static dev.retort.model.ScriptedTransport.answered;
import static dev.retort.model.ScriptedTransport.askedToWait;
import static dev.retort.model.ScriptedTransport.failed;
import static dev.retort.model.ScriptedTransport.stale;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The course of requests, on a clock turned by hand and workers cranked by hand. */
final class RetriesTest {

    private final ManualTime time = new ManualTime();
    private final HandCrank crank = new HandCrank();
    private final ScriptedTransport transport = new ScriptedTransport();
    private final List<ChatResult> results = new ArrayList<>();
    private final List<AttemptListener.Report> reports = new ArrayList<>();

    @Test
    void waitsAsLongAsTheServerAsksAndNoLonger() {
        ChatClient client = client(1, 5);
        transport.then(askedToWait(Duration.ofMillis(1_250))).then(answered());
        submit(client, "a");
        crank.turn();

        assertEquals(1, client.stats().waiting());
        assertEquals(0, client.stats().inFlight());
        time.advance(Duration.ofMillis(1_249));
        crank.turn();
        assertEquals(1, transport.sent.size());
        time.advance(Duration.ofMillis(1));
        crank.turn();

        ChatResult.Answer answer = assertInstanceOf(ChatResult.Answer.class, results.get(0));
        assertEquals(2, answer.attempts());
        assertEquals(Duration.ofMillis(7), answer.latency());
        assertEquals(Duration.ofMillis(1_250), answer.total());
        assertEquals(1, client.stats().retries());
    }

    @Test
    void doublesTheWaitBetweenAttempts() {
        ChatClient client = client(1, 3);
        for (int i = 0; i < 4; i++) {
            transport.then(failed(FailureClass.TRANSIENT));
        }
        submit(client, "a");
        crank.turn();
        for (int i = 0; i < 3; i++) {
            time.advance(Duration.ofMillis(500L << i));
            crank.turn();
        }

        assertEquals(4, transport.sent.size());
        ChatResult.Failure failure = failure(0);
        assertEquals(FailureClass.TRANSIENT, failure.kind());
        assertEquals("t", failure.type());
        assertEquals("why", failure.message());
        assertEquals(500, failure.httpStatus());
        assertEquals(4, failure.attempts());
        assertTrue(failure.lastWait().compareTo(Duration.ofSeconds(2)) <= 0
                && !failure.lastWait().isZero());
        assertEquals(4, client.stats().failedAttempts().get(FailureClass.TRANSIENT));
        assertEquals(1, client.stats().failures().get(FailureClass.TRANSIENT));
    }

    @Test
    void holdsNoSlotWhileItWaits() {
        ChatClient client = client(1, 5);
        transport.then(askedToWait(Duration.ofSeconds(60)));
        submit(client, "a", "b", "c");
        crank.turn();

        assertEquals(List.of("a", "b", "c"), transport.sent);
        assertEquals(2, results.size());
    }

    @Test
    void sendsReadyRetriesBeforeNewRequests() {
        ChatClient client = client(1, 5);
        transport.then(askedToWait(Duration.ofSeconds(1)));
        submit(client, "a");
        crank.turn();
        submit(client, "b", "c", "d");
        time.advance(Duration.ofSeconds(1));
        crank.turn();

        assertEquals(List.of("a", "b", "a", "c", "d"), transport.sent);
    }

    @Test
    void failsAtOnceWhatNoRetryMends() {
        ChatClient client = client(1, 5);
        transport.then(failed(FailureClass.RECORD)).then(failed(FailureClass.RUN));
        submit(client, "a", "b");
        crank.turn();

        assertEquals(FailureClass.RECORD, failure(0).kind());
        assertEquals(FailureClass.RUN, failure(1).kind());
        assertEquals(Duration.ZERO, failure(0).lastWait());
        assertEquals(0, time.waiting());
    }

    @Test
    void retriesOnADeadPooledConnectionAtOnceAndFreeOfCharge() {
        ChatClient client = client(1, 0);
        transport.then(stale()).then(answered());
        submit(client, "a");
        crank.turn();

        assertEquals(
                1, assertInstanceOf(ChatResult.Answer.class, results.get(0)).attempts());
        assertEquals(2, client.stats().attempts());
    }

    @Test
    void takesTheSecondDeadConnectionForAFailure() {
        ChatClient client = client(1, 0);
        transport.then(stale()).then(stale());
        submit(client, "a");
        crank.turn();

        assertEquals("connection_closed", failure(0).type());
        assertEquals(1, failure(0).attempts());
    }

    @Test
    void handsBackWhatIsUndoneWhenDrained() {
        ChatClient client = client(1, 5);
        transport.then(askedToWait(Duration.ofSeconds(60)));
        submit(client, "a");
        crank.turn();
        submit(client, "b", "c");
        client.drain();

        assertEquals("not_retried", failure(0).type());
        assertEquals(
                "the client was stopped before attempt 2; the last one: slow down",
                failure(0).message());
        assertEquals(1, failure(0).attempts());
        assertEquals("not_sent", failure(1).type());
        assertEquals("not sent: the client was stopped first", failure(1).message());
        assertEquals(0, failure(1).attempts());
        assertTrue(results.stream().allMatch(each -> ((ChatResult.Failure) each).kind() == FailureClass.CANCELLED));
        assertEquals(2, results.size());
        assertEquals(0, time.waiting());

        crank.turn();
        assertEquals(List.of("a", "b"), transport.sent, "what holds a slot goes on");
        assertInstanceOf(ChatResult.Answer.class, results.get(2));
    }

    @Test
    void handsBackTheRetryOfAnAttemptThatFailsWhileDraining() {
        ChatClient client = client(1, 5);
        transport.then(failed(FailureClass.TRANSIENT));
        submit(client, "a");
        client.drain();
        crank.turn();

        assertEquals(FailureClass.CANCELLED, failure(0).kind());
        assertEquals(
                "the client was stopped before attempt 2; the last one: why",
                failure(0).message());
        assertEquals(Duration.ZERO, failure(0).lastWait());
    }

    @Test
    void refusesRequestsAfterDrain() {
        ChatClient client = client(1, 5);
        client.drain();
        submit(client, "a");

        assertEquals("not_sent", failure(0).type());
        assertEquals(0, crank.waiting());
    }

    @Test
    void tellsTheListenerOfEveryAttempt() {
        ChatClient client = client(1, 5);
        transport
                .then(askedToWait(Duration.ofSeconds(1)))
                .then(failed(FailureClass.RECORD))
                .then(answered());
        submit(client, "a");
        crank.turn();
        time.advance(Duration.ofSeconds(1));
        crank.turn();
        submit(client, "b");
        crank.turn();

        assertEquals(
                List.of(1, 2, 1),
                reports.stream().map(AttemptListener.Report::attempt).toList());
        assertEquals(Duration.ofSeconds(1), reports.get(0).nextWait());
        assertEquals(null, reports.get(1).nextWait());
        assertEquals(null, reports.get(2).failure());
    }

    @Test
    void goesOnAfterABugInTheClient() {
        ChatClient client = client(1, 5);
        transport
                .thenThrow(new IllegalStateException("oops"))
                .thenThrow(new StackOverflowError())
                .then(answered());
        submit(client, "a", "b", "c");
        crank.turn();

        assertEquals("internal_error", failure(0).type());
        assertEquals(
                "a bug in the model client: java.lang.IllegalStateException: oops",
                failure(0).message());
        assertEquals("internal_error", failure(1).type());
        assertInstanceOf(ChatResult.Answer.class, results.get(2));
        assertEquals(0, client.stats().inFlight());
    }

    @Test
    void goesOnAfterAConsumerThatThrows() {
        ChatClient client = client(1, 5);
        client.submit(request("a"), result -> {
            throw new IllegalStateException("consumer");
        });
        submit(client, "b");
        crank.turn();

        assertInstanceOf(ChatResult.Answer.class, results.get(0));
    }

    @Test
    void runsNoMoreThanItsSlots() throws Exception {
        ChatClient client = client(2, 5);
        submit(client, "a", "b", "c", "d");

        assertEquals(2, crank.waiting());
        assertEquals(2, client.stats().inFlight());
        assertEquals(2, client.stats().queued());
        assertFalse(client.awaitIdle(Duration.ZERO));
        crank.turn();
        assertTrue(client.awaitIdle(Duration.ZERO));
        assertEquals(4, client.stats().answered());
    }

    @Test
    void closesWhatItHolds() {
        ChatClient client = client(1, 5);
        client.close();

        assertTrue(transport.aborted);
        assertTrue(transport.closed);
        assertTrue(crank.isShutdown());
    }

    private ChatClient client(int slots, int retries) {
        ClientSettings settings = ClientSettings.of(slots).with(RetryPolicy.ofRetries(retries));
        return new ChatClient(List.of(transport), settings, reports::add, time, new Random(1), crank);
    }

    private void submit(ChatClient client, String... bodies) {
        for (String body : bodies) {
            client.submit(request(body), results::add);
        }
    }

    private static ChatRequest request(String body) {
        return new ChatRequest(Replies.utf8(body));
    }

    private ChatResult.Failure failure(int index) {
        return assertInstanceOf(ChatResult.Failure.class, results.get(index));
    }
}
