package dev.retort.model;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Sends chat requests to an endpoint, many at once, and sees each through to its {@link ChatResult}: the answer, or the failure that
 * no retry mended.
 *
 * <p>{@link #submit} never blocks and takes any number of requests. A caller that reads a long file bounds what is outstanding by
 * itself: a {@link java.util.concurrent.Semaphore} of, say, the concurrency and twice as much again, acquired before each
 * {@code submit} and released by the consumer. Requests that wait for a retry count as outstanding but hold no slot, so the bound
 * should exceed the concurrency.
 *
 * <p>To stop: {@link #drain()}, then {@link #awaitIdle} as long as one likes, then {@link #close()}.
 */
public final class ChatClient implements AutoCloseable {

    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(10);

    private final Transport transport;
    private final TimeSource time;
    private final ExecutorService workers;
    private final Scheduler scheduler;
    private final Course course;
    private final Counters counters = new Counters();

    ChatClient(
            Transport transport,
            ClientSettings settings,
            AttemptListener listener,
            TimeSource time,
            RandomGenerator random,
            ExecutorService workers) {
        this.transport = transport;
        this.time = time;
        this.workers = workers;
        this.course = new Course(transport, settings.retry(), listener, counters, time, random);
        this.scheduler = new Scheduler(settings.concurrency(), workers, time, this::run);
    }

    /**
     * Makes a client with the machine's clock.
     *
     * @throws IllegalArgumentException when the key, a header or a setting cannot be used; the message shows no credential
     */
    public static ChatClient open(Endpoint endpoint, ClientSettings settings, AttemptListener listener) {
        return open(endpoint, settings, listener, TimeSource.system("retort-model-timer"), new Random());
    }

    /**
     * Makes a client.
     *
     * @param listener is told of every attempt
     * @param time the client closes it
     * @param random where the jitter of waits comes from; used by several threads
     * @throws IllegalArgumentException when the key, a header or a setting cannot be used; the message shows no credential
     */
    public static ChatClient open(
            Endpoint endpoint,
            ClientSettings settings,
            AttemptListener listener,
            TimeSource time,
            RandomGenerator random) {
        Transport transport = new HttpTransport(endpoint, settings, time);
        ExecutorService workers =
                Workers.upTo(settings.concurrency(), Runtime.version().feature());
        return new ChatClient(transport, settings, listener, time, random, workers);
    }

    /**
     * Sends the request when its turn comes, and again as the retry policy says. The result is handed to the consumer on the worker
     * that holds the slot: a consumer that blocks slows the client down, which is how back-pressure reaches it. After
     * {@link #drain()} the consumer is called at once, by the caller, with a cancelled failure.
     */
    public void submit(ChatRequest request, Consumer<? super ChatResult> consumer) {
        Job job = new Job(request, consumer, time.nanoTime());
        if (!scheduler.submit(job)) {
            course.undone(job);
        }
    }

    /**
     * Sends one request and waits for its result; timeouts and the retry policy bound the wait.
     *
     * @throws InterruptedException when interrupted; the request goes on and its result is dropped
     */
    public ChatResult send(ChatRequest request) throws InterruptedException {
        CompletableFuture<ChatResult> result = new CompletableFuture<>();
        submit(request, result::complete);
        try {
            return result.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Sends nothing while held, retries included; what is in flight runs on to its end. For a caller that could not keep an answer just
     * now.
     */
    public void hold(boolean on) {
        scheduler.hold(on);
    }

    /**
     * Stops starting attempts. Requests that have not been sent or wait for a retry come back at once, on this thread, as
     * {@link FailureClass#CANCELLED}; those in flight run on to their end.
     */
    public void drain() {
        scheduler.drain().forEach(course::undone);
    }

    /** Waits until no request is outstanding; false when the time ran out first. */
    public boolean awaitIdle(Duration limit) throws InterruptedException {
        return scheduler.awaitIdle(limit);
    }

    /** What the client has done and is doing. */
    public ClientStats stats() {
        return counters.snapshot(scheduler.occupancy());
    }

    /** Drains, cancels what is in flight and waits up to 10 s for the consumers to be told. Must not be called by a consumer. */
    @Override
    public void close() {
        drain();
        transport.abortAll();
        try {
            // First idle, then shut down: a worker that is being started must not find its pool closed.
            scheduler.awaitIdle(LONGEST_CLOSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        workers.shutdownNow();
        time.close();
        transport.close();
    }

    private void run(Job job, int slot) {
        course.run(job, slot, scheduler);
    }
}
