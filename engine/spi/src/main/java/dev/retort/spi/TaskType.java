package dev.retort.spi;

import java.util.List;
import org.pf4j.ExtensionPoint;

/**
 * A kind of task that a plugin brings: the {@code task_type} of a task file.
 *
 * <p>The engine makes one instance through the public constructor without arguments, binds the file to {@link #configType()},
 * reports everything that is wrong with it, and only then calls {@link #create}. The plugin's manifest names the task type too
 * ({@code Retort-Task-Types}), so that the engine knows the owner without loading a class.
 *
 * @param <C> the record that holds the keys of the task file besides the engine's own ({@code task_name}, {@code task_type},
 *     {@code extends}, {@code environment}, {@code output_dir})
 */
public interface TaskType<C extends Record> extends ExtensionPoint {

    /** The {@code task_type} in the YAML, in snake_case. */
    String name();

    /** One line on what the task does, for lists and for {@code describe}. */
    String summary();

    /** A record whose components are the top-level keys, in snake_case. */
    Class<C> configType();

    /**
     * Checks what no single component can know: keys that exclude or need each other. Does no I/O.
     *
     * @param config a record that is whole and in range
     * @param problems takes what is wrong, by key
     */
    default void check(C config, Problems problems) {}

    /** Makes the task. Cheap, and does no I/O: what the task needs it opens in {@link Task#run}. */
    Task create(C config);

    /** Commands of the command line that lead to this task; each is also named in the manifest ({@code Retort-Commands}). */
    default List<TaskCommand> commands() {
        return List.of();
    }
}
