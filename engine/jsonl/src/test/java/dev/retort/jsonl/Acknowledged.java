package dev.retort.jsonl;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Hears what becomes of records, and of the disk, in the order of events. */
final class Acknowledged implements AppendListener {

    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

    Acknowledgement of(String name) {
        return new Acknowledgement() {
            @Override
            public void durable() {
                events.add(name);
            }

            @Override
            public void failed(IOException cause) {
                events.add(name + " failed: " + cause.getMessage());
            }
        };
    }

    @Override
    public void onStalled(IOException cause, long pendingRecords) {
        events.add("stalled: " + cause.getMessage() + ", " + pendingRecords + " pending");
    }

    @Override
    public void onResumed() {
        events.add("resumed");
    }

    /** The next event; waits for it, though not forever. */
    String next() throws InterruptedException {
        @Nullable String event = events.poll(30, TimeUnit.SECONDS);
        return event == null ? "nothing" : event;
    }

    List<String> next(int count) throws InterruptedException {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(next());
        }
        return all;
    }

    /** What has happened and was not asked for. */
    List<String> rest() {
        List<String> all = new ArrayList<>();
        events.drainTo(all);
        return all;
    }
}
