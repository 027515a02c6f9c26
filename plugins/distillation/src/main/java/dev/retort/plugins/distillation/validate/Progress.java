package dev.retort.plugins.distillation.validate;

import dev.retort.spi.Cancellation;
import dev.retort.spi.ProgressSnapshot;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** How many lines have been read, for the display, and whether the user wants no more of them. */
final class Progress {

    private final Cancellation cancellation;
    private volatile long lines;

    Progress(Cancellation cancellation) {
        this.cancellation = cancellation;
    }

    /** Counts a line; false when the user has asked to end. For one thread. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
    boolean line() {
        lines++;
        return !cancellation.requested();
    }

    ProgressSnapshot snapshot() {
        return new ProgressSnapshot("lines", lines, 0, 0, OptionalLong.empty(), Map.of(), List.of());
    }
}
