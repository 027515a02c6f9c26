package dev.retort.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A model server on loopback whose answers are a function of the request: for tests of a plugin's dealings with a model. It
 * speaks plain HTTP and answers only {@code POST …/chat/completions}.
 */
public final class ScriptedModel implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService workers;
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    private ScriptedModel(HttpServer server, ExecutorService workers, Function<Request, Reply> script) {
        this.server = server;
        this.workers = workers;
        AtomicInteger number = new AtomicInteger();
        server.createContext("/", exchange -> answer(exchange, script, number.incrementAndGet()));
    }

    /** Starts a server on any free port of 127.0.0.1. */
    public static ScriptedModel start(Function<Request, Reply> script) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            ExecutorService workers = Executors.newFixedThreadPool(16, work -> {
                Thread thread = new Thread(work, "scripted-model");
                thread.setDaemon(true);
                return thread;
            });
            server.setExecutor(workers);
            ScriptedModel model = new ScriptedModel(server, workers, script);
            server.start();
            return model;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A request as it came.
     *
     * @param number from 1, in order of arrival
     * @param headers names in lower case
     */
    public record Request(int number, String path, Map<String, String> headers, String body) {}

    /**
     * An answer to give.
     *
     * @param headers besides the length
     */
    public record Reply(int status, Map<String, String> headers, String body) {

        /** A completion with this content, {@code finish_reason: stop} and a usage of 3 + 5 tokens. */
        public static Reply saying(String content) {
            String quoted = content.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
            return new Reply(
                    200,
                    Map.of("content-type", "application/json"),
                    "{\"id\":\"c-1\",\"object\":\"chat.completion\",\"model\":\"scripted\",\"choices\":[{\"index\":0,"
                            + "\"message\":{\"role\":\"assistant\",\"content\":\"" + quoted
                            + "\"},\"finish_reason\":\"stop\"}],"
                            + "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":5,\"total_tokens\":8}}");
        }

        /** An error in the OpenAI shape. */
        public static Reply error(int status, String code, String message) {
            return new Reply(
                    status,
                    Map.of("content-type", "application/json"),
                    "{\"error\":{\"message\":\"" + message + "\",\"type\":\"error\",\"param\":null,\"code\":\"" + code
                            + "\"}}");
        }
    }

    /** What to write as {@code base_url}. */
    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
    }

    /** All requests up to now. */
    public List<Request> requests() {
        return requests;
    }

    private void answer(HttpExchange exchange, Function<Request, Reply> script, int number) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Map<String, String> headers = exchange.getRequestHeaders().entrySet().stream()
                    .collect(Collectors.toMap(
                            header -> header.getKey().toLowerCase(Locale.ROOT),
                            header -> header.getValue().get(0)));
            Request request = new Request(number, exchange.getRequestURI().getPath(), headers, body);
            requests.add(request);
            Reply reply = script.apply(request);
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
