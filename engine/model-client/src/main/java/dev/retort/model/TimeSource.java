package dev.retort.model;

import java.time.Duration;
import java.time.Instant;

/** The time as the client sees it, and the way to be called later. A test brings its own and turns it by hand. */
public interface TimeSource extends AutoCloseable {

    /** Nanoseconds from an arbitrary origin; never goes back. */
    long nanoTime();

    /** The time of day, for dates that a server sends. */
    Instant now();

    /** Runs the action once, after the delay. The action must be short; it holds up all others. */
    Alarm after(Duration delay, Runnable action);

    /** Drops every action that has not run. */
    @Override
    void close();

    /** The machine's clock, with one daemon thread of the given name that runs the actions. */
    static TimeSource system(String threadName) {
        return new SystemTime(threadName);
    }

    /** An action that will run. */
    interface Alarm {

        /** Keeps the action from running; does nothing when it ran already. */
        void cancel();
    }
}
