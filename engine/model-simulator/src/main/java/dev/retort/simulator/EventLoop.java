package dev.retort.simulator;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread, one selector, and the connections that are registered with it. */
final class EventLoop implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);
    private static final long SWEEP_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Service service;
    private final Counters counters;
    private final InstantSource clock;
    private final Selector selector;
    private final TimerQueue<Connection> timers = new TimerQueue<>();
    private final byte[] sharedArray = new byte[64 << 10];
    private final ByteBuffer shared = ByteBuffer.wrap(sharedArray);
    private final Responder responder = new Responder();
    private final Handler handler;
    private final Queue<SocketChannel> handedOver = new ConcurrentLinkedQueue<>();
    private final Consumer<SelectionKey> dispatch = this::dispatch;
    private @Nullable Acceptor acceptor;
    private long nextSweep = System.nanoTime() + SWEEP_NANOS;

    EventLoop(Service service, Counters counters, InstantSource clock) throws IOException {
        this.service = service;
        this.counters = counters;
        this.clock = clock;
        this.handler = new Handler(service, counters, responder);
        this.selector = Selector.open();
    }

    Service service() {
        return service;
    }

    TimerQueue<Connection> timers() {
        return timers;
    }

    Handler handler() {
        return handler;
    }

    /** The buffer that every read of this loop goes to. */
    ByteBuffer shared() {
        return shared;
    }

    byte[] sharedArray() {
        return sharedArray;
    }

    /** Accepts connections of this server socket, for these loops. To be called before the loop runs. */
    void accept(ServerSocketChannel server, List<EventLoop> loops) throws IOException {
        acceptor = new Acceptor(server, server.register(selector, SelectionKey.OP_ACCEPT), loops);
    }

    /** Takes a new connection over; callable from any thread. */
    void handOver(SocketChannel channel) {
        handedOver.add(channel);
        selector.wakeup();
    }

    void wakeUp() {
        selector.wakeup();
    }

    @Override
    public void run() {
        try {
            responder.now(clock.millis() / 1000);
            while (!service.closing()) {
                long millis = millisToWait();
                if (millis > 0) {
                    selector.select(dispatch, millis);
                } else {
                    selector.selectNow(dispatch);
                }
                responder.now(clock.millis() / 1000);
                adopt();
                fireTimers();
                sweep();
            }
        } catch (IOException e) {
            service.failed(e);
        } catch (RuntimeException | Error e) {
            service.failed(e);
            throw e;
        } finally {
            end();
        }
    }

    /** A connection of this loop ended; closes its socket. */
    void closed(SocketChannel channel) {
        counters.add(Count.CLOSED, 1);
        closeQuietly(channel);
    }

    static void closeQuietly(Channel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("closing a socket failed", e);
        }
    }

    private long millisToWait() {
        long now = System.nanoTime();
        long nanos = nextSweep - now;
        if (!timers.isEmpty()) {
            nanos = Math.min(nanos, timers.firstDue() - now);
        }
        return nanos <= 0 ? 0 : (nanos + 999_999) / 1_000_000;
    }

    private void dispatch(SelectionKey key) {
        responder.now(clock.millis() / 1000);
        if (key.attachment() instanceof Connection connection) {
            guard(connection, Step.READY, 0);
        } else if (acceptor != null) {
            acceptor.acceptAll();
        }
    }

    private void adopt() {
        for (SocketChannel channel = handedOver.poll(); channel != null; channel = handedOver.poll()) {
            register(channel);
        }
    }

    /** Serves a new connection; to be called on the loop's thread. */
    void register(SocketChannel channel) {
        try {
            channel.configureBlocking(false);
            SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
            key.attach(new Connection(this, channel, key));
            counters.add(Count.CONNECTIONS, 1);
        } catch (IOException e) {
            closeQuietly(channel);
        }
    }

    private void fireTimers() {
        if (timers.isEmpty()) {
            return;
        }
        long now = System.nanoTime();
        while (!timers.isEmpty() && timers.firstDue() - now <= 0) {
            long ticket = timers.firstTicket();
            guard(timers.removeFirst(), Step.DUE, ticket);
        }
    }

    private void sweep() {
        long now = System.nanoTime();
        if (now - nextSweep < 0 && !service.draining()) {
            return;
        }
        nextSweep = now + SWEEP_NANOS;
        if (acceptor != null) {
            acceptor.resume();
        }
        for (SelectionKey key : List.copyOf(selector.keys())) {
            if (key.attachment() instanceof Connection connection) {
                guard(connection, Step.SWEEP, now);
            }
        }
    }

    private enum Step {
        READY,
        DUE,
        SWEEP
    }

    /** Lets a failure end its own connection only. */
    private void guard(Connection connection, Step step, long argument) {
        try {
            switch (step) {
                case READY -> connection.ready();
                case DUE -> connection.due(argument);
                case SWEEP -> connection.sweep(argument);
            }
        } catch (IOException e) {
            connection.close();
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.error("a connection of the simulated model failed", e);
            connection.close();
        }
    }

    /** Closes whatever the loop has opened; to be called when it does not run. */
    void end() {
        for (SelectionKey key : List.copyOf(selector.keys())) {
            if (key.attachment() instanceof Connection connection) {
                connection.close();
            } else {
                closeQuietly(key.channel());
            }
        }
        for (SocketChannel channel = handedOver.poll(); channel != null; channel = handedOver.poll()) {
            closeQuietly(channel);
        }
        try {
            selector.close();
        } catch (IOException e) {
            LOG.debug("closing a selector failed", e);
        }
    }
}
