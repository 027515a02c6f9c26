package dev.retort.model;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;

/**
 * The connections of a client, in groups. OkHttp looks for a free connection by walking through all of its pool, and for a finished
 * call through all that run; groups keep both walks short when thousands are in flight. All endpoints share the groups, since a slot
 * is at one endpoint at a time, and a group is made when the first of its slots is used: a limit far below the concurrency costs
 * no more than it needs.
 */
final class Connections implements AutoCloseable {

    private static final int GROUP = 16;
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(60);

    private final OkHttpClient common;
    private final AtomicReferenceArray<OkHttpClient> groups;
    private final int perGroup;

    Connections(int concurrency, Timeouts timeouts) {
        groups = new AtomicReferenceArray<>((concurrency + GROUP - 1) / GROUP);
        perGroup = Math.min(GROUP, concurrency);
        common = new OkHttpClient.Builder()
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .followSslRedirects(false)
                .fastFallback(false)
                .connectTimeout(timeouts.connect())
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .callTimeout(Duration.ZERO)
                .eventListenerFactory(call ->
                        ((AttemptBody) Objects.requireNonNull(call.request().body())).attempt())
                .build();
    }

    OkHttpClient of(int slot) {
        int group = slot / GROUP;
        OkHttpClient client = groups.get(group);
        if (client != null) {
            return client;
        }
        OkHttpClient made = common.newBuilder()
                .connectionPool(new ConnectionPool(perGroup, KEEP_ALIVE.toMillis(), TimeUnit.MILLISECONDS))
                .dispatcher(new Dispatcher())
                .build();
        return groups.compareAndSet(group, null, made) ? made : Objects.requireNonNull(groups.get(group));
    }

    /** Closes the idle connections of the slot's group. */
    void evictIdle(int slot) {
        of(slot).connectionPool().evictAll();
    }

    @Override
    public void close() {
        for (int group = 0; group < groups.length(); group++) {
            OkHttpClient client = groups.get(group);
            if (client != null) {
                client.connectionPool().evictAll();
            }
        }
    }
}
