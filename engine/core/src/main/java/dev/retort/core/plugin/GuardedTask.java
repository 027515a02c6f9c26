package dev.retort.core.plugin;

import dev.retort.spi.Plan;
import dev.retort.spi.PlanContext;
import dev.retort.spi.Task;
import dev.retort.spi.TaskContext;
import dev.retort.spi.TaskException;
import dev.retort.spi.TaskResult;

/** A task of a plugin, each call made in the plugin's scope, and so each call back that it asks for. */
final class GuardedTask implements Task {

    private final Task task;
    private final PluginScope scope;

    GuardedTask(Task task, PluginScope scope) {
        this.task = task;
        this.scope = scope;
    }

    @Override
    public Plan plan(PlanContext context) throws TaskException {
        return scope.call(() -> task.plan(context));
    }

    @Override
    public TaskResult run(TaskContext context) throws TaskException, InterruptedException {
        // Two kinds of checked exception do not fit the one that a call can name.
        try {
            return scope.<TaskResult, Exception>call(() -> task.run(new GuardedContext(context, scope)));
        } catch (TaskException | InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("a checked exception that Task.run does not declare", e);
        }
    }
}
