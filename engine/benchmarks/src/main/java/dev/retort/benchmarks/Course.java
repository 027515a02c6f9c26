package dev.retort.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a server saw in the course of a run, sampled while it went on. Counted from the first request, so that start-up is left out. */
final class Course implements Measured.Look {

    private final Server server;
    private final List<Moment> moments = new ArrayList<>();

    /** @param seconds since the start of the client */
    private record Moment(double seconds, Server.Count count) {}

    Course(Server server) {
        this.server = server;
    }

    @Override
    public void at(Duration elapsed, long residentKib) throws IOException {
        Server.Count count = server.count();
        if (count.requests() > 0) {
            moments.add(new Moment(elapsed.toNanos() / 1e9, count));
        }
    }

    /** Replies a second, from so many seconds after the first request until one in twenty of all was still to come. */
    double repliesPerSecond(double after) {
        Moment first = first(after);
        Moment last = last();
        return (last.count.answered() - first.count.answered()) / (last.seconds - first.seconds);
    }

    /** Which fraction of the requests was refused, from so many seconds after the first one until nearly the end. */
    double refused(double after) {
        Moment first = first(after);
        Moment last = last();
        return (double) (last.count.overLimit() - first.count.overLimit())
                / (last.count.requests() - first.count.requests());
    }

    /** Seconds since the first request; none before it. */
    double seconds() {
        return moments.isEmpty() ? 0 : moments.get(moments.size() - 1).seconds - moments.get(0).seconds;
    }

    private Moment first(double after) {
        double from = moments.get(0).seconds + after;
        return moments.stream()
                .filter(moment -> moment.seconds >= from)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the run was over within " + after + " s"));
    }

    /** Before the end, when fewer and fewer are in flight. */
    private Moment last() {
        long all = moments.get(moments.size() - 1).count.answered();
        return moments.stream()
                .filter(moment -> moment.count.answered() >= all * 0.95)
                .findFirst()
                .orElseThrow();
    }
}
