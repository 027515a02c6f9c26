package dev.retort.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real threads, all faults, and callers who do everything at any time: each request has one result, and the client comes to rest. */
@Timeout(value = 90, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class SchedulerStressTest {

    private static final int REQUESTS = 6_000;

    /** Answers at once, badly as often as told. */
    private static final class Moody implements Transport {

        private final Endpoint endpoint;
        private final AtomicBoolean stopped = new AtomicBoolean();
        private final AtomicInteger busy = new AtomicInteger();
        private final AtomicInteger mostBusy = new AtomicInteger();

        Moody(int number) {
            endpoint = Endpoint.open(URI.create("http://moody-" + number + ".test/v1"));
        }

        @Override
        public Endpoint endpoint() {
            return endpoint;
        }

        @Override
        public Outcome attempt(ChatRequest request, int slot) {
            mostBusy.accumulateAndGet(busy.incrementAndGet(), Math::max);
            try {
                Thread.yield();
                int mood = ThreadLocalRandom.current().nextInt(100);
                if (stopped.get()) {
                    return failed(FailureClass.CANCELLED, "cancelled", 0);
                }
                return switch (mood) {
                    case 0, 1 -> failed(FailureClass.TRANSIENT, "server_error", 500);
                    case 2 -> failed(FailureClass.TRANSIENT, "connection_refused", 0);
                    case 3 -> failed(FailureClass.PRESSURE, "rate_limited", 429);
                    case 4 -> failed(FailureClass.RECORD, "bad_request", 400);
                    case 5 -> ScriptedTransport.stale();
                    case 6 -> throw new IllegalStateException("a bug");
                    case 7 -> failed(FailureClass.TRANSIENT, "connection_reset", 0);
                    default -> ScriptedTransport.answered();
                };
            } finally {
                busy.decrementAndGet();
            }
        }

        private static Outcome failed(FailureClass kind, String type, int status) {
            return new Outcome.Failed(AttemptFailure.of(kind, type, "moody", status), Duration.ZERO, false, null);
        }

        @Override
        public void abortAll() {
            stopped.set(true);
        }

        @Override
        public void close() {}
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1, true", "2, 8, 1, true", "3, 64, 3, true", "4, 64, 2, false", "5, 200, 2, true"})
    void everyRequestHasOneResult(long seed, int concurrency, int endpoints, boolean adaptive) throws Exception {
        stress(seed, concurrency, endpoints, adaptive, false);
    }

    @ParameterizedTest
    @CsvSource({"6, 8, 1, true", "7, 64, 3, true", "8, 32, 2, false", "9, 1, 1, true"})
    void alsoWhenItIsStoppedInTheMiddle(long seed, int concurrency, int endpoints, boolean adaptive) throws Exception {
        stress(seed, concurrency, endpoints, adaptive, true);
    }

    private static void stress(long seed, int concurrency, int endpoints, boolean adaptive, boolean stop)
            throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        List<Transport> transports = new ArrayList<>();
        for (int i = 0; i < endpoints; i++) {
            transports.add(new Moody(i));
        }
        ClientSettings settings =
                ClientSettings.of(concurrency).withAdaptive(adaptive).with(Replies.impatient(3));
        AtomicIntegerArray results = new AtomicIntegerArray(REQUESTS);
        AtomicInteger submitted = new AtomicInteger();
        ChatClient client = new ChatClient(
                transports,
                settings,
                AttemptListener.NONE,
                TimeSource.system("stress"),
                new Random(seed),
                Workers.upTo(concurrency, Runtime.version().feature()));
        try {
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                threads.add(new Thread(() -> {
                    while (submit(client, submitted, results, submitted.getAndIncrement())) {
                        Thread.onSpinWait();
                    }
                }));
            }
            AtomicBoolean over = new AtomicBoolean();
            Thread holder = new Thread(() -> {
                while (!over.get()) {
                    client.hold(true);
                    client.stats();
                    Thread.yield();
                    client.hold(false);
                    Thread.yield();
                }
            });
            threads.forEach(Thread::start);
            holder.start();
            if (stop) {
                int enough = random.nextInt(REQUESTS);
                while (submitted.get() < enough) {
                    Thread.onSpinWait();
                }
                client.drain();
            }
            for (Thread thread : threads) {
                thread.join();
            }
            over.set(true);
            holder.join();
            assertTrue(client.awaitIdle(Duration.ofSeconds(60)), () -> "it does not come to rest: " + client.stats());
            assertEquals(
                    0,
                    client.stats().inFlight()
                            + client.stats().queued()
                            + client.stats().waiting());
        } finally {
            client.close();
        }
        for (int i = 0; i < REQUESTS; i++) {
            assertEquals(1, results.get(i), "results of request " + i);
        }
        for (Transport each : transports) {
            assertTrue(((Moody) each).mostBusy.get() <= concurrency);
        }
    }

    /** Submits one; every fourth result leads its consumer to submit another one. */
    private static boolean submit(ChatClient client, AtomicInteger submitted, AtomicIntegerArray results, int number) {
        if (number >= REQUESTS) {
            return false;
        }
        client.submit(Replies.REQUEST, result -> {
            results.incrementAndGet(number);
            if (number % 4 == 0) {
                submit(client, submitted, results, submitted.getAndIncrement());
            }
            if (number % 97 == 0) {
                throw new IllegalStateException("a consumer that throws");
            }
        });
        return true;
    }
}
