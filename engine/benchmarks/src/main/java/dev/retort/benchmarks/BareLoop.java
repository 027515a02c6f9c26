package dev.retort.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.ConnectionPool;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * The reference for distillation: sends the same bodies with OkHttp and reads the replies, and does nothing else: no parsing, no
 * files, no retries. A thread for each request in flight, a virtual one where there are any.
 */
final class BareLoop {

    private BareLoop() {}

    /** Runs the loop in a process of its own. */
    static Measured run(
            Benchmarks.Place place, Jdk jdk, Server server, long requests, int threads, int bytes, Measured.Look look)
            throws IOException, InterruptedException {
        return Measured.java(
                place.scratch(),
                jdk,
                List.of(
                        "-Xmx256m",
                        "-cp",
                        place.own().toString(),
                        BareLoop.class.getName(),
                        server.chatUrl(),
                        Long.toString(requests),
                        Integer.toString(threads),
                        Integer.toString(bytes)),
                look);
    }

    /** Arguments: the URL to post to, the number of requests, the number of threads, the size of a body in bytes. */
    public static void main(String[] args) throws InterruptedException {
        String url = args[0];
        long requests = Long.parseLong(args[1]);
        int threads = Integer.parseInt(args[2]);
        byte[] body = Records.requestBody(Integer.parseInt(args[3]));
        OkHttpClient client = new OkHttpClient.Builder()
                .connectionPool(new ConnectionPool(threads, 5, TimeUnit.MINUTES))
                .retryOnConnectionFailure(false)
                .readTimeout(60, TimeUnit.SECONDS)
                .build();
        AtomicLong left = new AtomicLong(requests);
        CountDownLatch done = new CountDownLatch(threads);
        ExecutorService workers = workers(threads);
        for (int i = 0; i < threads; i++) {
            workers.execute(() -> {
                try {
                    while (left.getAndDecrement() > 0) {
                        send(client, url, body);
                    }
                } finally {
                    done.countDown();
                }
            });
        }
        done.await();
        workers.shutdown();
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }

    private static ExecutorService workers(int threads) {
        if (!new Jdk(Path.of(""), Runtime.version().feature() + "").virtualThreads()) {
            return Executors.newFixedThreadPool(threads);
        }
        try {
            // By name, since the classes are compiled for Java 17.
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void send(OkHttpClient client, String url, byte[] body) {
        Request request = new Request.Builder()
                .url(url)
                .post(RequestBody.create(body, MediaType.get("application/json")))
                .build();
        try (Response response = client.newCall(request).execute()) {
            if (response.code() != 200 || response.body().bytes().length == 0) {
                throw new IllegalStateException("the server answered " + response.code());
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
