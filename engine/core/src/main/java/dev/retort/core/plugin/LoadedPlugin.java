package dev.retort.core.plugin;

import dev.retort.spi.TaskCommand;
import dev.retort.spi.TaskType;
import java.util.ArrayList;
import java.util.List;

/** A plugin whose classes are loaded. Its task types can be called from any thread: each call runs in the plugin's scope. */
public final class LoadedPlugin {

    private final PluginEntry entry;
    private final List<GuardedTaskType<?>> taskTypes;
    private final List<PluginProblem> problems;
    private final PluginScope scope;

    LoadedPlugin(
            PluginEntry entry, List<GuardedTaskType<?>> taskTypes, List<PluginProblem> problems, PluginScope scope) {
        this.entry = entry;
        this.taskTypes = List.copyOf(taskTypes);
        this.problems = List.copyOf(problems);
        this.scope = scope;
    }

    /** What the manifest says. */
    public PluginEntry entry() {
        return entry;
    }

    /** The task types that both the manifest names and a class brings. */
    public List<TaskType<?>> taskTypes() {
        return List.copyOf(taskTypes);
    }

    /** What manifest and classes disagree about; stops only what it names. */
    public List<PluginProblem> problems() {
        return problems;
    }

    /** For calls into the plugin that go past {@link TaskType} and what it makes, such as to the constructor of a record. */
    public PluginScope scope() {
        return scope;
    }

    /**
     * A task type by its name.
     *
     * @throws PluginLoadException when no class of the plugin brings it
     */
    public TaskType<?> taskType(String name) throws PluginLoadException {
        List<String> brought = new ArrayList<>();
        for (GuardedTaskType<?> type : taskTypes) {
            if (type.name().equals(name)) {
                return type;
            }
            brought.add(type.name());
        }
        throw new PluginLoadException(
                new PluginProblem.TaskTypeNotBrought(entry.jar(), entry.title(), name, brought), null);
    }

    /** What {@code plugins doctor} adds: calls every task type for its commands and compares them with the manifest. */
    public List<PluginProblem> examine() {
        List<PluginProblem> found = new ArrayList<>(problems);
        List<PluginCommand> brought = new ArrayList<>();
        for (GuardedTaskType<?> type : taskTypes) {
            try {
                type.summary();
                type.configType();
                for (TaskCommand command : type.commands()) {
                    brought.add(new PluginCommand(command.words(), type.name()));
                }
            } catch (RuntimeException | LinkageError e) {
                found.add(new PluginProblem.Broken(
                        entry.jar(), entry.title(), type.className(), Reasons.of(e), List.of(type.name())));
            }
        }
        for (PluginCommand command : entry.commands()) {
            if (!brought.contains(command)) {
                found.add(new PluginProblem.CommandMismatch(entry.jar(), entry.title(), command.text(), true));
            }
        }
        for (PluginCommand command : brought) {
            if (!entry.commands().contains(command)) {
                found.add(new PluginProblem.CommandMismatch(entry.jar(), entry.title(), command.text(), false));
            }
        }
        return found;
    }
}
