package dev.retort.simulator;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A running simulation of an OpenAI-compatible server: real HTTP on 127.0.0.1, no model behind it.
 *
 * <pre>{@code
 * try (SimulatedModel model = SimulatedModel.start(Behaviour.defaults(), 0)) {
 *     // send requests to model.baseUri(), such as http://127.0.0.1:40123/v1
 * }
 * }</pre>
 *
 * <p>It serves {@code POST …/chat/completions}, {@code GET …/models} and {@code GET …/stats}; whatever else it is asked, and however badly, it
 * answers with an error as OpenAI writes them. Every answer carries {@code X-Simulated: true}.
 */
public final class SimulatedModel implements AutoCloseable {

    private static final int BACKLOG = 4096;
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(10);

    private final Service service;
    private final ServerSocketChannel server;
    private final int port;
    private final List<EventLoop> loops;
    private final List<Thread> threads;

    private SimulatedModel(Service service, ServerSocketChannel server, List<EventLoop> loops) throws IOException {
        this.service = service;
        this.server = server;
        this.port = ((InetSocketAddress) server.getLocalAddress()).getPort();
        this.loops = List.copyOf(loops);
        this.threads = loops.stream()
                .map(loop -> new Thread(loop, "simulated-model-" + port + "-" + loops.indexOf(loop)))
                .toList();
    }

    /**
     * Starts a server.
     *
     * @param port 0 for any that is free
     * @throws java.net.BindException when the port is in use or may not be used
     * @throws IOException when sockets are not to be had
     */
    public static SimulatedModel start(Behaviour behaviour, int port) throws IOException {
        return start(behaviour, port, Clock.systemUTC(), Tolerance.usual());
    }

    /** @param clock tells the time that replies carry */
    static SimulatedModel start(Behaviour behaviour, int port, InstantSource clock, Tolerance tolerance)
            throws IOException {
        InetAddress loopback = InetAddress.getByAddress("localhost", new byte[] {127, 0, 0, 1});
        List<Counters> counters =
                Stream.generate(Counters::new).limit(behaviour.threads()).toList();
        Service service = new Service(behaviour, counters, tolerance);
        List<EventLoop> loops = new ArrayList<>();
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.INET);
        try {
            server.bind(new InetSocketAddress(loopback, port), BACKLOG);
            server.configureBlocking(false);
            for (Counters one : counters) {
                loops.add(new EventLoop(service, one, clock));
            }
            loops.get(0).accept(server, loops);
            SimulatedModel model = new SimulatedModel(service, server, loops);
            for (Thread thread : model.threads) {
                thread.setDaemon(true);
                thread.start();
            }
            return model;
        } catch (IOException e) {
            server.close();
            loops.forEach(EventLoop::end);
            throw e;
        }
    }

    /** The port on 127.0.0.1. */
    public int port() {
        return port;
    }

    /** What to write as {@code base_url}: {@code http://127.0.0.1:PORT/v1}. */
    public URI baseUri() {
        return URI.create("http://127.0.0.1:" + port + "/v1");
    }

    /** The figures so far; also after the end. */
    public Statistics statistics() {
        return service.statistics();
    }

    /** What made the server stop by itself, if it did; nothing but a lack of sockets or memory should. */
    public Optional<Throwable> failure() {
        return service.failure();
    }

    /**
     * Takes no new connection from now on, answers the requests under way and closes each connection behind its answer. Requests
     * that hang on purpose are not waited for.
     *
     * @param limit the longest wait
     * @return whether everything was answered
     */
    public boolean drain(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        service.drain();
        EventLoop.closeQuietly(server);
        loops.forEach(EventLoop::wakeUp);
        return service.awaitNothingToAnswer(deadline);
    }

    /** Ends at once: every socket is closed and every thread is gone, unless the calling thread is interrupted meanwhile. */
    @Override
    public void close() {
        service.close();
        EventLoop.closeQuietly(server);
        loops.forEach(EventLoop::wakeUp);
        long deadline = System.nanoTime() + LONGEST_CLOSE.toNanos();
        try {
            for (Thread thread : threads) {
                thread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
