package dev.retort.core.plugin;

import dev.retort.spi.TaskType;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes the task types of one plugin and compares them with what its manifest names. */
final class TaskTypeLoader {

    private static final Pattern CLASS_VERSION = Pattern.compile("class file version (\\d+)");

    private final PluginEntry entry;
    private final ClassLoader loader;
    private final PluginScope scope;

    TaskTypeLoader(PluginEntry entry, ClassLoader loader) {
        this.entry = entry;
        this.loader = loader;
        this.scope = new PluginScope(loader);
    }

    LoadedPlugin load(Collection<String> classNames) throws PluginLoadException {
        List<GuardedTaskType<?>> types = new ArrayList<>();
        List<PluginProblem> problems = new ArrayList<>();
        for (String className : new TreeSet<>(classNames)) {
            GuardedTaskType<?> type = make(className);
            if (entry.taskTypes().contains(type.name())) {
                types.add(type);
            } else {
                problems.add(new PluginProblem.TaskTypeNotNamed(entry.jar(), entry.title(), type.name(), className));
            }
        }
        List<String> brought = types.stream().map(TaskType::name).toList();
        for (String name : entry.taskTypes()) {
            if (!brought.contains(name)) {
                problems.add(new PluginProblem.TaskTypeNotBrought(entry.jar(), entry.title(), name, brought));
            }
        }
        return new LoadedPlugin(entry, types, problems, scope);
    }

    private GuardedTaskType<?> make(String className) throws PluginLoadException {
        return scope.call(() -> instance(className));
    }

    private GuardedTaskType<?> instance(String className) throws PluginLoadException {
        try {
            Class<?> type = Class.forName(className, true, loader);
            if (!TaskType.class.isAssignableFrom(type)) {
                throw broken(className, "is marked @Extension, but is no dev.retort.spi.TaskType", null);
            }
            TaskType<?> made = (TaskType<?>) type.getConstructor().newInstance();
            return GuardedTaskType.of(made, scope);
        } catch (NoSuchMethodException e) {
            throw broken(className, "has no public constructor without arguments", e);
        } catch (IllegalAccessException e) {
            throw broken(className, "is not public", e);
        } catch (InstantiationException e) {
            throw broken(className, "is abstract", e);
        } catch (InvocationTargetException e) {
            throw fromConstructor(className, e.getCause() == null ? e : e.getCause());
        } catch (ClassNotFoundException | RuntimeException | LinkageError e) {
            throw failed(className, e);
        } catch (StackOverflowError | AssertionError e) { // errors of a static initializer come through as they are
            throw broken(className, "failed in its static initializer: " + Reasons.plain(e), e);
        }
    }

    private PluginLoadException fromConstructor(String className, Throwable failure) {
        return failure instanceof LinkageError
                ? failed(className, failure)
                : broken(className, "failed in its constructor: " + Reasons.plain(failure), failure);
    }

    private PluginLoadException failed(String className, Throwable failure) {
        if (failure instanceof UnsupportedClassVersionError && failure.getMessage() != null) {
            Matcher version = CLASS_VERSION.matcher(failure.getMessage());
            if (version.find()) {
                int compiledFor = Integer.parseInt(version.group(1)) - ClassFile.MAJOR_BEFORE_JAVA_1;
                int running = Runtime.version().feature();
                return new PluginLoadException(
                        new PluginProblem.ClassTooNew(
                                entry.jar(), entry.title(), compiledFor, running, entry.taskTypes()),
                        failure);
            }
        }
        return broken(className, Reasons.of(failure), failure);
    }

    private PluginLoadException broken(String className, String reason, @Nullable Throwable cause) {
        return new PluginLoadException(
                new PluginProblem.Broken(entry.jar(), entry.title(), className, reason, entry.taskTypes()), cause);
    }
}
