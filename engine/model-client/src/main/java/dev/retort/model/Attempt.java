package dev.retort.model;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.time.Duration;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** One attempt while it runs: which phase it is in, since when, and whether a limit ended it. */
final class Attempt extends EventListener {

    /**
     * OkHttp itself ends the connect to one address and goes on to the next; this leaves it the time to. What it does not end, finding
     * the host and the TLS handshake, is ended with the phase.
     */
    private static final long CONNECT_GRACE = Duration.ofMillis(250).toNanos();

    private static final long STALE_WITHIN = Duration.ofSeconds(1).toNanos();

    private final TimeSource time;
    private final Timeouts timeouts;
    private final long began;
    private volatile @Nullable Call call;
    private volatile long since;
    private volatile long sent;
    private volatile Phase phase = Phase.CONNECT;
    private volatile @Nullable Phase expired;
    private volatile boolean aborted;
    private long asleep;
    private boolean connected;
    private boolean acquired;
    private int status;
    private @Nullable RateHeaders rates;

    Attempt(TimeSource time, Timeouts timeouts) {
        this.time = time;
        this.timeouts = timeouts;
        this.began = time.nanoTime();
        this.since = began;
        this.sent = began;
    }

    void runs(Call started) {
        call = started;
        if (aborted) {
            started.cancel();
        }
    }

    /** Something moved: the limit of the phase counts from now. */
    void progress() {
        since = time.nanoTime();
    }

    /** Called by the watchdog: nothing could be read for a while that does not count. */
    void slept(long nanos) {
        asleep += nanos;
    }

    /** Called by the watchdog: ends the attempt when a limit has passed. */
    void check(long now) {
        // The phase is read before the time that it is measured from, and written after it.
        Phase current = phase;
        Duration limit = current.limit(timeouts);
        long grace = asleep + (current == Phase.CONNECT ? CONNECT_GRACE : 0);
        boolean slow = now - (current == Phase.FIRST_TOKEN ? sent : since) > limit.toNanos() + grace;
        boolean over = now - began > timeouts.total().toNanos() + asleep;
        if (expired == null && (slow || over)) {
            // Where one figure was given for both, the phase says more about what happened.
            expired = slow || limit.equals(timeouts.total()) ? current : Phase.TOTAL;
            cancel();
        }
    }

    /** The response is a stream: from now on its first token is awaited, and no other sign of life counts. */
    void awaitsToken() {
        phase = Phase.FIRST_TOKEN;
    }

    /** The first token is there. */
    void speaks() {
        enter(Phase.IDLE);
    }

    /** Ends the attempt because nobody wants its result any more. */
    void abort() {
        aborted = true;
        cancel();
    }

    boolean aborted() {
        return aborted;
    }

    @Nullable
    Phase expired() {
        return expired;
    }

    /** The status of the response as soon as its head has come, else 0. */
    int status() {
        return status;
    }

    /** What the head of the response said about rate limits. */
    @Nullable
    RateHeaders rates() {
        return rates;
    }

    /** Whether there was a connection to send the request on. */
    boolean connected() {
        return acquired;
    }

    /** Whether that connection had been used before. */
    boolean reusedConnection() {
        return acquired && !connected;
    }

    Duration elapsed() {
        return Duration.ofNanos(time.nanoTime() - began);
    }

    /**
     * Whether a pooled connection was found dead: it was used before, and broke at once without a byte of a response. A server closes
     * idle connections when it likes, and a request can cross that on its way.
     */
    boolean foundStaleConnection() {
        return acquired && !connected && status == 0 && time.nanoTime() - began < STALE_WITHIN;
    }

    @Override
    public void connectStart(Call which, InetSocketAddress address, Proxy proxy) {
        connected = true;
        enter(Phase.CONNECT);
    }

    @Override
    public void secureConnectStart(Call which) {
        enter(Phase.CONNECT);
    }

    @Override
    public void connectionAcquired(Call which, Connection connection) {
        acquired = true;
        enter(Phase.WRITE);
    }

    @Override
    public void requestBodyEnd(Call which, long byteCount) {
        enter(Phase.FIRST_BYTE);
        sent = since;
    }

    @Override
    public void responseHeadersEnd(Call which, Response response) {
        status = response.code();
        rates = RateHeaders.read(response.headers());
        enter(Phase.IDLE);
    }

    private void enter(Phase next) {
        since = time.nanoTime();
        phase = next;
    }

    private void cancel() {
        Call running = call;
        if (running != null) {
            running.cancel();
        }
    }
}
