package dev.retort.core.run;

import dev.retort.spi.TaskResult;
import java.util.Locale;
import java.util.Optional;

/** Where a run stands. */
public enum RunState {
    RUNNING,
    /** All of it is done. */
    DONE,
    /** It went to the end, but some records failed. */
    SOME_FAILED,
    /** It was asked to end. */
    CANCELLED,
    /** It could not go on. */
    FAILED,
    /** Its files say that it runs, but its process is gone: never written, found by {@link Runs}. */
    DIED,
    /** Its {@code run.json} cannot be read: never written, found by {@link Runs}. */
    UNKNOWN;

    /** As in {@code run.json}: {@code some_failed}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<RunState> ofKey(String key) {
        for (RunState state : values()) {
            if (state.key().equals(key)) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }

    static RunState of(TaskResult.Outcome outcome) {
        return switch (outcome) {
            case DONE -> DONE;
            case SOME_FAILED -> SOME_FAILED;
            case CANCELLED -> CANCELLED;
        };
    }
}
