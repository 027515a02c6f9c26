package dev.retort.cli.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Serves one page at {@code /metrics} to whoever asks. The page is made from what is known already, by two threads of its own: a
 * reader that is slow, or never reads, holds up other readers and nothing else.
 */
public final class MetricsServer implements AutoCloseable {

    private static final String PATH = "/metrics";
    private static final int THREADS = 2;
    private static final int BACKLOG = 16;
    private static final String SECONDS = "10";
    private static final List<String> LIMITS =
            List.of("sun.net.httpserver.maxReqTime", "sun.net.httpserver.maxRspTime");

    private final HttpServer server;
    private final ExecutorService threads;

    private MetricsServer(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * Listens from now on.
     *
     * @param address with port 0 for any that is free
     * @param page asked for each time; must not wait for anything
     * @throws IOException when the address cannot be had
     */
    public static MetricsServer open(InetSocketAddress address, Supplier<String> page) throws IOException {
        // Else two readers that send half a request would keep everybody else out for as long as the run lasts.
        LIMITS.forEach(limit -> System.getProperties().putIfAbsent(limit, SECONDS));
        HttpServer server = HttpServer.create(address, BACKLOG);
        AtomicInteger number = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, work -> {
            Thread thread = new Thread(work, "retort-metrics-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.createContext("/", exchange -> answer(exchange, page));
        server.start();
        return new MetricsServer(server, threads);
    }

    private static void answer(HttpExchange exchange, Supplier<String> page) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            if (!method.equals("GET") && !method.equals("HEAD")) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                send(exchange, 405, "text/plain; charset=utf-8", "GET " + PATH + "\n");
            } else if (exchange.getRequestURI().getPath().equals(PATH)) {
                send(exchange, 200, MetricsText.CONTENT_TYPE, page.get());
            } else {
                send(exchange, 404, "text/plain; charset=utf-8", "the metrics are at " + PATH + "\n");
            }
        }
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head ? -1 : body.length);
        if (!head) {
            exchange.getResponseBody().write(body);
        }
    }

    /** Where the page is, to be pasted into a browser. */
    public URI page() {
        InetSocketAddress address = server.getAddress();
        InetAddress host = address.getAddress();
        String name = host.getHostAddress();
        return URI.create("http://" + (host instanceof Inet6Address ? "[" + name.replaceAll("%.*", "") + "]" : name)
                + ":" + address.getPort() + PATH);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
