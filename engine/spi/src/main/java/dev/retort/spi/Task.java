package dev.retort.spi;

/** One task, ready to run once. */
public interface Task {

    /**
     * Says what {@link #run} would do, for {@code --dry-run}. May read the input; writes nothing, opens no connection and
     * reveals no secret.
     *
     * @throws TaskException when the input shows already now that the run cannot start
     */
    Plan plan(PlanContext context) throws TaskException;

    /**
     * Does the work. When {@link TaskContext#cancellation()} is requested, the task stops taking new work, finishes and saves
     * what is under way, and returns {@link TaskResult.Outcome#CANCELLED}; an interrupt asks it to return at once.
     *
     * @throws TaskException for a failure that the user can mend
     * @throws InterruptedException when the run is stopped at once
     */
    TaskResult run(TaskContext context) throws TaskException, InterruptedException;
}
