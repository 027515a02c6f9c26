package dev.retort.simulator;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts connections and deals them out to the event loops in turn; belongs to the thread of the first. */
final class Acceptor {

    private static final Logger LOG = LoggerFactory.getLogger(Acceptor.class);

    private final ServerSocketChannel server;
    private final SelectionKey key;
    private final List<EventLoop> loops;
    private int next;

    Acceptor(ServerSocketChannel server, SelectionKey key, List<EventLoop> loops) {
        this.server = server;
        this.key = key;
        this.loops = List.copyOf(loops);
    }

    void acceptAll() {
        try {
            for (SocketChannel channel = server.accept(); channel != null; channel = server.accept()) {
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                EventLoop loop = loops.get(next);
                next = (next + 1) % loops.size();
                if (next == 0 && loops.size() == 1) {
                    loop.register(channel);
                } else {
                    loop.handOver(channel);
                }
            }
        } catch (IOException e) {
            if (key.isValid()) {
                // Out of file descriptors, as a rule. The socket stays ready: asking again at once would spin.
                key.interestOps(0);
                LOG.warn("the simulated model takes no new connection for a second: {}", e.getMessage());
            }
        }
    }

    /** Accepts again after a failure. */
    void resume() {
        if (key.isValid() && key.interestOps() == 0) {
            key.interestOps(SelectionKey.OP_ACCEPT);
        }
    }
}
