package dev.retort.core.plugin;

import dev.retort.spi.Problems;
import dev.retort.spi.Task;
import dev.retort.spi.TaskCommand;
import dev.retort.spi.TaskType;
import java.util.List;
import java.util.Objects;

/** A task type of a plugin, each call made in the plugin's scope. */
final class GuardedTaskType<C extends Record> implements TaskType<C> {

    private final TaskType<C> type;
    private final PluginScope scope;
    private final String name;

    private GuardedTaskType(TaskType<C> type, PluginScope scope) {
        this.type = type;
        this.scope = scope;
        this.name = Objects.requireNonNull(type.name(), "name() returned null");
    }

    /** Asks the task type for its name; the caller is in the scope already. */
    static <C extends Record> GuardedTaskType<C> of(TaskType<C> type, PluginScope scope) {
        return new GuardedTaskType<>(type, scope);
    }

    String className() {
        return type.getClass().getName();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String summary() {
        return scope.call(type::summary);
    }

    @Override
    public Class<C> configType() {
        return scope.call(type::configType);
    }

    @Override
    public void check(C config, Problems problems) {
        scope.call(() -> {
            type.check(config, problems);
            return true;
        });
    }

    @Override
    public Task create(C config) {
        return scope.call(
                () -> new GuardedTask(Objects.requireNonNull(type.create(config), "create() returned null"), scope));
    }

    @Override
    public List<TaskCommand> commands() {
        return scope.call(type::commands);
    }
}
