package dev.retort.core.run;

import dev.retort.spi.ProgressSnapshot;
import dev.retort.spi.TaskContext.ProgressWatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;

/** The thread that watches a run: asks for progress, shows it, and tells those who are to be told every so often. */
final class ProgressMonitor implements AutoCloseable {

    static final Duration TICK = Duration.ofMillis(200);

    private static final int MOST_METERS = 16;
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(2);

    /**
     * Something done every so often.
     *
     * @param every in nanoseconds
     */
    record Chore(long every, Runnable action) {
        static Chore every(Duration time, Runnable action) {
            return new Chore(time.toNanos(), action);
        }
    }

    private final LongSupplier nanos;
    private final Consumer<ProgressUpdate> display;
    private final List<Chore> chores;
    private final long[] due;
    private final Logger logger;
    private final Object lock = new Object();
    private final List<ProgressMeter> open = new ArrayList<>();
    private final List<ProgressMeter> all = new ArrayList<>();
    private final Thread thread = new Thread(this::loop, "retort-progress");
    private final CountDownLatch closing = new CountDownLatch(1);
    private boolean complained;

    ProgressMonitor(LongSupplier nanos, Consumer<ProgressUpdate> display, List<Chore> chores, Logger logger) {
        this.nanos = nanos;
        this.display = display;
        this.chores = List.copyOf(chores);
        this.due = new long[chores.size()];
        this.logger = logger;
        long now = nanos.getAsLong();
        for (int i = 0; i < due.length; i++) {
            due[i] = now + chores.get(i).every();
        }
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    ProgressWatch watch(Supplier<ProgressSnapshot> source) {
        ProgressMeter meter = new ProgressMeter(source, nanos.getAsLong());
        synchronized (lock) {
            open.add(meter);
            if (all.size() < MOST_METERS) {
                all.add(meter);
            }
        }
        sample(meter, false);
        return () -> {
            synchronized (lock) {
                if (!open.remove(meter)) {
                    return;
                }
            }
            sample(meter, true);
        };
    }

    /** The latest progress of what was shown last. */
    Optional<ProgressUpdate> latest() {
        synchronized (lock) {
            List<ProgressMeter> meters = open.isEmpty() ? all : open;
            return meters.isEmpty()
                    ? Optional.empty()
                    : meters.get(meters.size() - 1).latest();
        }
    }

    /** The samples of each watch, in the order in which they were opened. */
    List<List<Sample>> samples() {
        synchronized (lock) {
            return all.stream().map(ProgressMeter::samples).toList();
        }
    }

    /** One round: asks what is open, shows the newest, does the chores that are due. */
    void tick() {
        List<ProgressMeter> meters;
        synchronized (lock) {
            meters = List.copyOf(open);
        }
        for (int i = 0; i < meters.size(); i++) {
            sample(meters.get(i), false, i == meters.size() - 1);
        }
        long now = nanos.getAsLong();
        for (int i = 0; i < due.length; i++) {
            if (now - due[i] >= 0) {
                due[i] = now + chores.get(i).every();
                guarded(chores.get(i).action());
            }
        }
    }

    private void sample(ProgressMeter meter, boolean last) {
        sample(meter, last, true);
    }

    private void sample(ProgressMeter meter, boolean last, boolean shown) {
        guarded(() -> {
            ProgressUpdate update = meter.sample(nanos.getAsLong(), last);
            if (shown) {
                display.accept(update);
            }
        });
    }

    private void guarded(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | Error e) {
            synchronized (lock) {
                if (complained) {
                    return;
                }
                complained = true;
            }
            logger.warn("progress cannot be shown; the run goes on", e);
        }
    }

    private void loop() {
        try {
            while (!closing.await(TICK.toMillis(), TimeUnit.MILLISECONDS)) {
                tick();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the thread, and the display of what a task has left open. */
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(LONGEST_CLOSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List<ProgressMeter> left;
        synchronized (lock) {
            left = List.copyOf(open);
            open.clear();
        }
        if (!thread.isAlive()) { // a source that hangs is not asked again
            left.forEach(meter -> sample(meter, true));
        }
    }
}
