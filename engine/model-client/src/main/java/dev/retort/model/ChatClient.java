package dev.retort.model;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Sends chat requests to the endpoints of a model, many at once, and sees each through to its {@link ChatResult}: the answer, or the failure that
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

    private final TimeSource time;
    private final ExecutorService workers;
    private final Lanes lanes;
    private final Scheduler scheduler;
    private final Course course;
    private final Counters counters = new Counters();

    ChatClient(
            List<Transport> transports,
            ClientSettings settings,
            AttemptListener listener,
            TimeSource time,
            RandomGenerator random,
            ExecutorService workers) {
        this.time = time;
        this.workers = workers;
        this.lanes = new Lanes(transports, settings, time.nanoTime());
        this.course = new Course(
                settings.retry(),
                listener,
                counters,
                time,
                random,
                transports.get(0).endpoint());
        this.scheduler = new Scheduler(settings.concurrency(), lanes, time, this::start);
    }

    /**
     * Makes a client for one endpoint, with the machine's clock.
     *
     * @throws IllegalArgumentException when the key, a header or a setting cannot be used; the message shows no credential
     */
    public static ChatClient open(Endpoint endpoint, ClientSettings settings, AttemptListener listener) {
        return open(List.of(endpoint), settings, listener);
    }

    /** Makes a client for one endpoint; see {@link #open(List, ClientSettings, AttemptListener, TimeSource, RandomGenerator)}. */
    public static ChatClient open(
            Endpoint endpoint,
            ClientSettings settings,
            AttemptListener listener,
            TimeSource time,
            RandomGenerator random) {
        return open(List.of(endpoint), settings, listener, time, random);
    }

    /**
     * Makes a client for several endpoints that serve the same model, with the machine's clock.
     *
     * @throws IllegalArgumentException when a key, a header or a setting cannot be used; the message shows no credential
     */
    public static ChatClient open(List<Endpoint> endpoints, ClientSettings settings, AttemptListener listener) {
        return open(endpoints, settings, listener, TimeSource.system("retort-model-timer"), new Random());
    }

    /**
     * Makes a client for several endpoints that serve the same model.
     *
     * @param endpoints at least one
     * @param listener is told of every attempt
     * @param time the client closes it
     * @param random where the jitter of waits comes from; used by several threads
     * @throws IllegalArgumentException when a key, a header or a setting cannot be used; the message shows no credential
     */
    public static ChatClient open(
            List<Endpoint> endpoints,
            ClientSettings settings,
            AttemptListener listener,
            TimeSource time,
            RandomGenerator random) {
        if (endpoints.isEmpty()) {
            throw new IllegalArgumentException("there must be at least one endpoint");
        }
        // One set for all endpoints: a slot is at one of them at a time.
        Connections connections = new Connections(settings.concurrency(), settings.timeouts());
        Watchdog watchdog = new Watchdog(time, settings.timeouts(), settings.concurrency());
        List<Transport> transports = endpoints.stream()
                .<Transport>map(endpoint -> new HttpTransport(endpoint, settings, time, connections, watchdog))
                .toList();
        ExecutorService workers =
                Workers.upTo(settings.concurrency(), Runtime.version().feature());
        return new ChatClient(transports, settings, listener, time, random, workers);
    }

    /**
     * Sends the request when its turn comes, and again as the retry policy says. The result is handed to the consumer on the worker
     * that holds the slot: a consumer that blocks slows the client down, which is how back-pressure reaches it. After
     * {@link #drain()} the consumer is called at once, by the caller, with a cancelled failure.
     */
    public void submit(ChatRequest request, Consumer<? super ChatResult> consumer) {
        Job job = new Job(request, consumer, time.nanoTime());
        if (!scheduler.submit(job)) {
            course.undone(job, scheduler.allOut());
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
        scheduler.drain().forEach(job -> course.undone(job, null));
    }

    /** Waits until no request is outstanding; false when the time ran out first. */
    public boolean awaitIdle(Duration limit) throws InterruptedException {
        return scheduler.awaitIdle(limit);
    }

    /** What the client has done and is doing. */
    public ClientStats stats() {
        return counters.snapshot(scheduler.occupancy());
    }

    /**
     * Drains, cancels what is in flight and waits up to 10 s for the consumers to be told. A consumer that calls this is not waited
     * for.
     */
    @Override
    public void close() {
        drain();
        lanes.abortAll();
        boolean quiet = false;
        try {
            // First idle, then shut down: a worker that is being started must not find its pool closed.
            quiet = scheduler.awaitIdle(LONGEST_CLOSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (quiet) {
            workers.shutdown();
        } else {
            workers.shutdownNow();
        }
        time.close();
        lanes.close();
    }

    private void start(Slot slot) {
        workers.execute(() -> serve(slot));
    }

    /** Does what the slot is given, one thing after the other, until there is nothing more. */
    private void serve(Slot slot) {
        do {
            slot.worker = Thread.currentThread();
            course.run(slot, scheduler);
        } while (scheduler.next(slot));
    }
}
