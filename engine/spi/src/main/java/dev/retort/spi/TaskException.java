package dev.retort.spi;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A failure that the user can mend; shown without a stack trace. Anything else that escapes from a task counts as a bug and is
 * shown with one.
 */
public final class TaskException extends Exception {

    private final Fault fault;
    private final String mend;
    private final transient @Nullable TaskResult partial;

    /**
     * @param fault whose fault it is
     * @param message what happened and where, expected and found
     * @param mend what to do about it; may be empty
     */
    public TaskException(Fault fault, String message, String mend) {
        this(fault, message, mend, null, null);
    }

    /**
     * @param cause kept for the log file
     * @param partial what was done and kept up to here
     */
    public TaskException(
            Fault fault, String message, String mend, @Nullable Throwable cause, @Nullable TaskResult partial) {
        super(Objects.requireNonNull(message, "message"), cause);
        this.fault = Objects.requireNonNull(fault, "fault");
        this.mend = Objects.requireNonNull(mend, "mend");
        this.partial = partial;
    }

    public Fault fault() {
        return fault;
    }

    /** What to do about it; may be empty. */
    public String mend() {
        return mend;
    }

    /** What was done and kept before the failure. */
    public Optional<TaskResult> partial() {
        return Optional.ofNullable(partial);
    }
}
