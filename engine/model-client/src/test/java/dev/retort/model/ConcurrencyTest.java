package dev.retort.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Many requests at once, over HTTP. */
final class ConcurrencyTest {

    private static final int SLOTS = 40;

    @Test
    void keepsItsSlotsFullAndNoMore() throws Exception {
        CyclicBarrier allAtOnce = new CyclicBarrier(SLOTS);
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (RawServer server = new RawServer((socket, raw) -> {
                    while (raw.readRequest(socket)) {
                        most.accumulateAndGet(now.incrementAndGet(), Math::max);
                        await(allAtOnce);
                        now.decrementAndGet();
                        raw.write(socket, RawServer.http(Replies.completion("a")));
                    }
                });
                ChatClient client = ChatClient.open(
                        Endpoint.open(server.url()),
                        ClientSettings.of(SLOTS).withAdaptive(false),
                        AttemptListener.NONE)) {
            Semaphore permits = new Semaphore(3 * SLOTS);
            int requests = 25 * SLOTS;
            for (int i = 0; i < requests; i++) {
                permits.acquire();
                client.submit(Replies.REQUEST, result -> permits.release());
            }
            assertTrue(client.awaitIdle(Duration.ofMinutes(1)));

            assertEquals(requests, client.stats().answered());
            assertEquals(SLOTS, most.get());
            assertTrue(server.connections.get() <= SLOTS, "connections are used again: " + server.connections.get());
        }
    }

    @Test
    void sendsNothingWhileHeldAndEverythingAfterwards() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger seen = new AtomicInteger();
        try (RawServer server = new RawServer((socket, raw) -> {
                    while (raw.readRequest(socket)) {
                        seen.incrementAndGet();
                        first.countDown();
                        await(goOn);
                        raw.write(socket, RawServer.http(Replies.completion("a")));
                    }
                });
                ChatClient client =
                        ChatClient.open(Endpoint.open(server.url()), ClientSettings.of(1), AttemptListener.NONE)) {
            CountDownLatch answered = new CountDownLatch(1);
            client.submit(Replies.REQUEST, result -> answered.countDown());
            client.submit(Replies.REQUEST, result -> {});
            assertTrue(first.await(1, TimeUnit.MINUTES));
            client.hold(true);
            client.submit(Replies.REQUEST, result -> {});
            goOn.countDown();
            assertTrue(answered.await(1, TimeUnit.MINUTES), "what is in flight runs on");
            while (client.stats().inFlight() > 0) {
                Thread.onSpinWait();
            }
            assertEquals(2, client.stats().queued());
            assertEquals(1, seen.get());

            client.hold(false);
            assertTrue(client.awaitIdle(Duration.ofMinutes(1)));
            assertEquals(3, seen.get());
        }
    }

    @Test
    void closeCancelsWhatIsInFlight() throws Exception {
        CountDownLatch arrived = new CountDownLatch(3);
        ConcurrentLinkedQueue<ChatResult> results = new ConcurrentLinkedQueue<>();
        try (RawServer server = new RawServer((socket, raw) -> {
            raw.readRequest(socket);
            arrived.countDown();
            raw.hang();
        })) {
            ChatClient client =
                    ChatClient.open(Endpoint.open(server.url()), ClientSettings.of(3), AttemptListener.NONE);
            for (int i = 0; i < 5; i++) {
                client.submit(Replies.REQUEST, results::add);
            }
            assertTrue(arrived.await(1, TimeUnit.MINUTES));
            client.close();
        }
        List<String> types = results.stream()
                .map(result -> ((ChatResult.Failure) result).type())
                .sorted()
                .toList();
        assertEquals(List.of("cancelled", "cancelled", "cancelled", "not_sent", "not_sent"), types);
    }

    private static void await(CyclicBarrier barrier) throws InterruptedException {
        try {
            barrier.await(1, TimeUnit.MINUTES);
        } catch (BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
