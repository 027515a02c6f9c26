package dev.retort.core.config;

import dev.retort.core.config.problem.ProblemReport;
import dev.retort.spi.TaskType;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A task that was read and whose type is known, but not yet bound to the record of that type. Immutable. */
public final class TaskDocument {

    private final Composed composed;

    TaskDocument(Composed composed) {
        this.composed = composed;
    }

    /** What is wrong so far. {@link BoundTask#problems()} contains these too. */
    public ProblemReport problems() {
        return composed.log().report();
    }

    /**
     * The {@code task_type}; when no plugin brings it, the one that was probably meant, so that the rest of the file can be checked
     * too. Without one, nothing can be bound.
     */
    public Optional<String> taskType() {
        return Optional.ofNullable(composed.taskType());
    }

    /** The {@code task_name}; a stand-in when it is missing or wrong. */
    public String taskName() {
        return composed.taskName();
    }

    /** The {@code output_dir} as written, when there is one. */
    public Optional<Path> outputDirectory() {
        return Optional.ofNullable(composed.outputDirectory());
    }

    /** The variables of the process and of the env file. */
    public Environment environment() {
        return composed.environment();
    }

    /** The files that were read, as the user knows them: the task file first, then what it extends. */
    public List<Path> files() {
        return composed.files();
    }

    /**
     * Makes the record of the task type and lets the task type check it. A task with problems is returned too, without a record.
     *
     * @param runDirectory what {@code ${run.dir}} stands for: where the run will be, which need not exist. When the run gets another
     *     directory in the end, bind again.
     */
    public <C extends Record> BoundTask<C> bind(TaskType<C> type, Path runDirectory) {
        BoundTask<C> bound = bind(type.configType(), runDirectory);
        return bound.checkedBy(type);
    }

    /** Makes a record without the checks of a task type. */
    public <C extends Record> BoundTask<C> bind(Class<C> type, Path runDirectory) {
        return new TaskBinding(composed, runDirectory).bind(type);
    }
}
