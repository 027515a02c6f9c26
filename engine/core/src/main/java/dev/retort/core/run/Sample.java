package dev.retort.core.run;

import dev.retort.spi.ProgressSnapshot;

/**
 * How far a task was at a moment.
 *
 * @param seconds since the task began to show progress
 */
public record Sample(double seconds, ProgressSnapshot snapshot) {

    /** How many were finished, well or badly. */
    public long finished() {
        return snapshot.succeeded() + snapshot.failed();
    }
}
