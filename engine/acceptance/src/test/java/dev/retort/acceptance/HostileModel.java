package dev.retort.acceptance;

import dev.retort.testkit.ScriptedModel.Reply;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A model server on loopback that may also hang up, reset, cut its answers off or say nothing at all. */
final class HostileModel implements AutoCloseable {

    /** What a request gets. */
    sealed interface Answer {

        /** A whole response. */
        record Whole(Reply reply) implements Answer {}

        /** The head and half of the body of a response, and the end of the connection. */
        record Half(Reply reply) implements Answer {}

        /** A reset in place of a response. */
        record Reset() implements Answer {}

        /** Nothing, for as long as the client waits. */
        record Silence() implements Answer {}
    }

    /**
     * A request as it came.
     *
     * @param number from 1, in order of arrival
     * @param before how many requests with the same body came before it
     * @param headers names in lower case
     */
    record Request(int number, int before, Map<String, String> headers, String body, long nanos) {}

    /** Decides on an answer; may wait. */
    interface Script {
        Answer answer(Request request) throws InterruptedException;
    }

    private final ServerSocket server;
    private final Script script;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "hostile-model");
        thread.setDaemon(true);
        return thread;
    });
    private final List<Request> requests = new ArrayList<>();
    private final Map<String, Integer> seen = new HashMap<>();
    private final List<Socket> sockets = new ArrayList<>();

    private HostileModel(ServerSocket server, Script script) {
        this.server = server;
        this.script = script;
    }

    static HostileModel start(Script script) throws IOException {
        HostileModel model = new HostileModel(new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress()), script);
        model.threads.execute(model::accept);
        return model;
    }

    /** Answers each record with an echo of its number of arrival, unless the first attempt at it is to meet something else. */
    static HostileModel failingFirst(Answer first) throws IOException {
        return start(request -> request.before() == 0 ? first : new Answer.Whole(Reply.saying("fine")));
    }

    URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/v1");
    }

    List<Request> requests() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }

    /** Waits until so many requests have come. */
    void awaitRequests(int count) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        synchronized (requests) {
            while (requests.size() < count) {
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    throw new AssertionError("expected " + count + " requests, found " + requests.size());
                }
                requests.wait(left);
            }
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                synchronized (sockets) {
                    sockets.add(socket);
                }
                threads.execute(() -> serve(socket));
            }
        } catch (IOException e) {
            return; // closed
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (Request request = read(in); request != null; request = read(in)) {
                Answer answer = script.answer(request);
                if (answer instanceof Answer.Whole whole) {
                    byte[] body = whole.reply().body().getBytes(StandardCharsets.UTF_8);
                    socket.getOutputStream().write(message(whole.reply(), body, body.length));
                } else if (answer instanceof Answer.Half half) {
                    byte[] body = half.reply().body().getBytes(StandardCharsets.UTF_8);
                    socket.getOutputStream().write(message(half.reply(), body, body.length / 2));
                    return;
                } else if (answer instanceof Answer.Reset) {
                    socket.setSoLinger(true, 0);
                    return;
                } else {
                    in.read();
                    return;
                }
            }
        } catch (IOException e) {
            return; // the client is gone
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] message(Reply reply, byte[] body, int sent) throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + reply.status() + " Whatever\r\n");
        reply.headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        head.append("content-length: ").append(body.length).append("\r\n\r\n");
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.write(head.toString().getBytes(StandardCharsets.US_ASCII));
        message.write(body, 0, sent);
        return message.toByteArray();
    }

    private Request read(InputStream in) throws IOException {
        Map<String, String> headers = new HashMap<>();
        String first = line(in);
        if (first.isEmpty()) {
            return null;
        }
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                throw new IOException("this is no HTTP");
            }
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        synchronized (requests) {
            int before = seen.merge(body, 1, Integer::sum) - 1;
            Request request = new Request(requests.size() + 1, before, headers, body, System.nanoTime());
            requests.add(request);
            requests.notifyAll();
            return request;
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            if (b != '\r') {
                line.append((char) b);
            }
        }
        return line.toString();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            server.close();
            synchronized (sockets) {
                for (Socket socket : sockets) {
                    socket.close();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
