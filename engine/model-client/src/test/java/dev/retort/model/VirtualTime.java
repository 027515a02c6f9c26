package dev.retort.model;

import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;

/** Time that jumps from one event to the next, for simulations of hours in a second. For one thread. */
final class VirtualTime implements TimeSource {

    private static final Instant START = Instant.parse("2026-02-09T15:30:45Z");

    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private long nanos;
    private long order;

    private static final class Event implements Comparable<Event> {
        final long due;
        final long order;
        final Runnable action;
        boolean cancelled;

        Event(long due, long order, Runnable action) {
            this.due = due;
            this.order = order;
            this.action = action;
        }

        @Override
        public int compareTo(Event other) {
            return due != other.due ? Long.compare(due, other.due) : Long.compare(order, other.order);
        }
    }

    @Override
    public long nanoTime() {
        return nanos;
    }

    @Override
    public Instant now() {
        return START.plusNanos(nanos);
    }

    @Override
    public Alarm after(Duration delay, Runnable action) {
        Event event = new Event(nanos + delay.toNanos(), order++, action);
        events.add(event);
        return () -> event.cancelled = true;
    }

    /** Goes on until then, or until nothing is left to happen. */
    void runUntil(Duration end) {
        while (!events.isEmpty() && events.peek().due <= end.toNanos()) {
            Event next = events.remove();
            nanos = Math.max(nanos, next.due);
            if (!next.cancelled) {
                next.action.run();
            }
        }
        nanos = Math.max(nanos, end.toNanos());
    }

    @Override
    public void close() {
        events.clear();
    }
}
