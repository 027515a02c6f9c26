package dev.retort.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The client's scheduler with all its books, on virtual time and against simulated servers; there is always more to send. */
final class Simulation {

    final VirtualTime time;
    final List<ChatResult> failures = new ArrayList<>();
    final Counters counters = new Counters();
    final Scheduler scheduler;
    private final Course course;
    private final List<SimulatedServer> servers;
    private boolean endless = true;
    long results;

    Simulation(VirtualTime time, ClientSettings settings, long seed, SimulatedServer... servers) {
        this.time = time;
        this.servers = List.of(servers);
        List<Transport> transports = new ArrayList<>(this.servers);
        Random random = new Random(seed);
        course = new Course(
                settings.retry(),
                AttemptListener.NONE,
                counters,
                time,
                random,
                this.servers.get(0).endpoint());
        scheduler = new Scheduler(
                settings.concurrency(), new Lanes(transports, settings, time.nanoTime()), time, this::start);
        for (int i = 0; i < 4 * settings.concurrency(); i++) {
            submit();
        }
    }

    void submit() {
        Job job = new Job(Replies.REQUEST, this::finished, time.nanoTime());
        if (!scheduler.submit(job)) {
            course.undone(job, scheduler.allOut());
        }
    }

    void stopFeeding() {
        endless = false;
    }

    private void start(Slot slot) {
        ((SimulatedServer) slot.lane().transport).handle(outcome -> {
            course.settle(slot, outcome, scheduler);
            if (scheduler.next(slot)) {
                start(slot);
            }
        });
    }

    private void finished(ChatResult result) {
        results++;
        boolean failed = result instanceof ChatResult.Failure;
        if (failed) {
            failures.add(result);
        }
        if (endless && !(result instanceof ChatResult.Failure failure && failure.kind() == FailureClass.RUN)) {
            submit();
        }
    }

    ClientStats stats() {
        return counters.snapshot(scheduler.occupancy());
    }

    /** Goes on for so long and gives the answers per second in that time. */
    double rateOver(Duration span) {
        long before = servers.stream().mapToLong(each -> each.answered).sum();
        time.runUntil(Duration.ofNanos(time.nanoTime()).plus(span));
        long after = servers.stream().mapToLong(each -> each.answered).sum();
        return (after - before) / (span.toNanos() / 1e9);
    }

    /** Goes on for so long and gives the mean limit in that time. */
    double meanLimitOver(Duration span) {
        double sum = 0;
        for (int i = 0; i < 100; i++) {
            rateOver(span.dividedBy(100));
            sum += stats().limit();
        }
        return sum / 100;
    }
}
