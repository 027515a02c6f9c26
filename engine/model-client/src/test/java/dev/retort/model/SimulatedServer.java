package dev.retort.model;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** A model server in virtual time: so many workers, a queue or none, latencies as told, refusals, headers. */
final class SimulatedServer implements Transport {

    static final Duration REFUSAL = Duration.ofMillis(5);

    final Endpoint endpoint;
    private final VirtualTime time;
    private final Random random;
    int workers = Integer.MAX_VALUE;
    int queue;
    Duration refusal = REFUSAL;
    double randomRefusals;
    double failures;
    double perMinute = Double.POSITIVE_INFINITY;
    boolean tellsRates;
    boolean down;

    @Nullable
    AttemptFailure refusesAll;

    ToDoubleFunction<Random> seconds = any -> 0.2;
    long answered;
    long refused;
    long unreached;
    long received;
    int busy;
    int mostBusy;
    private final Queue<Runnable> queued = new ArrayDeque<>();
    private double bucket = Double.NaN;
    private long bucketAt;

    SimulatedServer(String url, VirtualTime time, long seed) {
        this(Endpoint.open(java.net.URI.create(url)), time, seed);
    }

    SimulatedServer(Endpoint endpoint, VirtualTime time, long seed) {
        this.endpoint = endpoint;
        this.time = time;
        this.random = new Random(seed);
    }

    /** Latencies spread 1:50 between the first and the last of a hundred, as those of answers of all lengths are. */
    static ToDoubleFunction<Random> spread(double median) {
        return random -> median * Math.exp(0.84 * random.nextGaussian());
    }

    /** Takes the request and calls back when there is an outcome. */
    void handle(Consumer<Outcome> done) {
        long came = time.nanoTime();
        if (down) {
            unreached++;
            later(
                    Duration.ofMillis(1),
                    () -> done.accept(failed("connection_refused", 0, FailureClass.TRANSIENT, came)));
            return;
        }
        received++;
        if (refusesAll != null) {
            AttemptFailure why = refusesAll;
            later(refusal, () -> done.accept(new Outcome.Failed(why, since(came), false, null)));
            return;
        }
        if (random.nextDouble() < failures) {
            later(refusal, () -> done.accept(failed("server_error", 500, FailureClass.TRANSIENT, came)));
            return;
        }
        if (random.nextDouble() < randomRefusals || !affords() || busy >= workers && queued.size() >= queue) {
            refused++;
            later(refusal, () -> done.accept(failed("rate_limited", 429, FailureClass.PRESSURE, came)));
            return;
        }
        Runnable work = () -> work(came, done);
        if (busy >= workers) {
            queued.add(work);
        } else {
            work.run();
        }
    }

    private void work(long came, Consumer<Outcome> done) {
        busy++;
        mostBusy = Math.max(mostBusy, busy);
        later(Duration.ofNanos((long) (1e9 * seconds.applyAsDouble(random))), () -> {
            busy--;
            answered++;
            Outcome.Answered whole = (Outcome.Answered) ScriptedTransport.answered();
            Runnable next = queued.poll();
            if (next != null) {
                next.run();
            }
            done.accept(new Outcome.Answered(whole.reply(), since(came), Optional.empty(), rates()));
        });
    }

    private boolean affords() {
        if (perMinute == Double.POSITIVE_INFINITY) {
            return true;
        }
        refill();
        if (bucket < 1) {
            return false;
        }
        bucket--;
        return true;
    }

    private void refill() {
        bucket = Double.isNaN(bucket)
                ? perMinute
                : Math.min(perMinute, bucket + (time.nanoTime() - bucketAt) * perMinute / 60e9);
        bucketAt = time.nanoTime();
    }

    private @Nullable RateHeaders rates() {
        if (!tellsRates) {
            return null;
        }
        refill();
        Duration reset = Duration.ofNanos((long) ((perMinute - bucket) * 60e9 / perMinute));
        return new RateHeaders(new RateHeaders.Allowance(perMinute, Math.floor(bucket), reset), null);
    }

    private Outcome failed(String type, int status, FailureClass kind, long came) {
        return new Outcome.Failed(
                AttemptFailure.of(kind, type, "simulated", status), since(came), false, status == 429 ? rates() : null);
    }

    private Duration since(long came) {
        return Duration.ofNanos(time.nanoTime() - came);
    }

    private void later(Duration delay, Runnable action) {
        time.after(delay, action);
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public Outcome attempt(ChatRequest request, int slot) {
        throw new UnsupportedOperationException("in virtual time attempts do not block");
    }

    @Override
    public void abortAll() {}

    @Override
    public void close() {}
}
