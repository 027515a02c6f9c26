package dev.retort.model;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;

/**
 * The connections to an endpoint, in groups. OkHttp looks for a free connection by walking through all of its pool, and for a
 * finished call through all that run; groups keep both walks short when thousands are in flight.
 */
final class Connections implements AutoCloseable {

    private static final int GROUP = 16;
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(60);

    private final OkHttpClient[] clients;
    private final ConnectionPool[] pools;

    Connections(int concurrency, Timeouts timeouts) {
        int groups = (concurrency + GROUP - 1) / GROUP;
        clients = new OkHttpClient[groups];
        pools = new ConnectionPool[groups];
        OkHttpClient common = new OkHttpClient.Builder()
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
        for (int i = 0; i < groups; i++) {
            pools[i] = new ConnectionPool(Math.min(GROUP, concurrency), KEEP_ALIVE.toMillis(), TimeUnit.MILLISECONDS);
            clients[i] = common.newBuilder()
                    .connectionPool(pools[i])
                    .dispatcher(new Dispatcher())
                    .build();
        }
    }

    OkHttpClient of(int slot) {
        return clients[slot % clients.length];
    }

    /** Closes the idle connections of the slot's group. */
    void evictIdle(int slot) {
        pools[slot % pools.length].evictAll();
    }

    @Override
    public void close() {
        for (ConnectionPool pool : pools) {
            pool.evictAll();
        }
    }
}
