package dev.retort.core.plugin;

import java.nio.file.Path;
import java.util.List;

/** One thing that is wrong with a jar in the plugin directory. */
public sealed interface PluginProblem {

    /** The jar, below the plugin directory as that was given. */
    Path jar();

    /** What is wrong, naming the jar, and what to do. One line. */
    String message();

    /** Whether the plugin cannot be used at all; otherwise only a part of what it names is missing. */
    default boolean blocksPlugin() {
        return true;
    }

    /** The file cannot be read as a jar. */
    record Unreadable(Path jar, String reason) implements PluginProblem {
        @Override
        public String message() {
            return jar + ": cannot be read as a jar (" + reason + "). Copy or build it again, or remove it";
        }
    }

    /** The directory itself cannot be listed. */
    record UnreadableDirectory(Path jar, String reason) implements PluginProblem {
        @Override
        public String message() {
            return jar + ": cannot be listed (" + reason + "). No task type of a plugin is available";
        }
    }

    /** A jar without {@code Plugin-Id}, such as a library that fell into the directory. */
    record NotAPlugin(Path jar) implements PluginProblem {
        @Override
        public String message() {
            return jar + ": not a plugin, its manifest has no Plugin-Id. Remove it from the plugin directory;"
                    + " a library belongs inside the jar of the plugin that uses it";
        }
    }

    /** A line of the manifest is missing or cannot be understood. */
    record BadManifest(Path jar, String plugin, String reason, List<String> taskTypes) implements PluginProblem {
        @Override
        public String message() {
            return jar + ": " + plugin + " " + reason + Unavailable.suffix(taskTypes);
        }
    }

    /** The plugin needs another SPI than this engine brings. */
    record SpiMismatch(Path jar, String plugin, String requires, String brings, List<String> taskTypes)
            implements PluginProblem {
        @Override
        public String message() {
            return jar + ": " + plugin + " needs SPI " + requires + ", this engine brings " + brings
                    + Unavailable.suffix(taskTypes);
        }
    }

    /** Two jars with the same {@code Plugin-Id}. */
    record DuplicateId(Path jar, Path other, String id, List<String> taskTypes) implements PluginProblem {
        @Override
        public String message() {
            return jar + ": the plugin id " + id + " is also that of " + other + ". Remove one of the two"
                    + Unavailable.suffix(taskTypes);
        }
    }

    /** Two plugins that name the same task type. */
    record DuplicateTaskType(Path jar, Path other, String taskType) implements PluginProblem {
        @Override
        public String message() {
            return jar + ": the task type " + taskType + " is also brought by " + other + ". Remove one of the two"
                    + Unavailable.suffix(List.of(taskType));
        }

        @Override
        public boolean blocksPlugin() {
            return false;
        }
    }

    /** Two plugins that name the same command. */
    record DuplicateCommand(Path jar, Path other, String command) implements PluginProblem {
        @Override
        public String message() {
            return jar + ": the command '" + command + "' is also brought by " + other
                    + ". Remove one of the two. Command not available: " + command;
        }

        @Override
        public boolean blocksPlugin() {
            return false;
        }
    }

    /** No class is indexed, so that nothing would be found in the jar. */
    record NoExtensionIndex(Path jar, String plugin, boolean empty, List<String> taskTypes) implements PluginProblem {
        @Override
        public String message() {
            return jar + ": " + plugin
                    + (empty ? " has an empty META-INF/extensions.idx" : " has no META-INF/extensions.idx")
                    + ". Annotate the task type with @Extension and list org.pf4j:pf4j in the compiler's"
                    + " annotationProcessorPaths, then build again" + Unavailable.suffix(taskTypes);
        }
    }

    /** The index names a class that the jar does not hold. */
    record ExtensionNotInJar(Path jar, String plugin, String className, List<String> taskTypes)
            implements PluginProblem {
        @Override
        public String message() {
            return jar + ": " + plugin + " names " + className
                    + " in META-INF/extensions.idx, but the jar has no such class. Build it again from clean"
                    + Unavailable.suffix(taskTypes);
        }
    }

    /** A class is compiled for a newer Java than the one that runs. */
    record ClassTooNew(Path jar, String plugin, int compiledFor, int running, List<String> taskTypes)
            implements PluginProblem {
        @Override
        public String message() {
            return jar + ": " + plugin + " is compiled for Java " + compiledFor + ", this is Java " + running
                    + ". Run the engine with Java " + compiledFor + " or later" + Unavailable.suffix(taskTypes);
        }
    }

    /** A class of the plugin could not be loaded, made or asked. */
    record Broken(Path jar, String plugin, String className, String reason, List<String> taskTypes)
            implements PluginProblem {
        @Override
        public String message() {
            return jar + ": " + plugin + ": " + className + " " + reason + Unavailable.suffix(taskTypes);
        }
    }

    /** The manifest names a task type that no class brings. */
    record TaskTypeNotBrought(Path jar, String plugin, String taskType, List<String> brought) implements PluginProblem {
        @Override
        public String message() {
            return jar + ": " + plugin + " names the task type " + taskType + " in its manifest, but its classes bring "
                    + (brought.isEmpty() ? "none" : String.join(", ", brought)) + Unavailable.suffix(List.of(taskType));
        }

        @Override
        public boolean blocksPlugin() {
            return false;
        }
    }

    /** A class brings a task type that the manifest does not name. */
    record TaskTypeNotNamed(Path jar, String plugin, String taskType, String className) implements PluginProblem {
        @Override
        public String message() {
            return jar + ": " + plugin + ": " + className + " brings the task type " + taskType
                    + ", but Retort-Task-Types in the manifest does not name it"
                    + Unavailable.suffix(List.of(taskType));
        }

        @Override
        public boolean blocksPlugin() {
            return false;
        }
    }

    /** Manifest and class disagree about a command. */
    record CommandMismatch(Path jar, String plugin, String command, boolean named) implements PluginProblem {
        @Override
        public String message() {
            return jar + ": " + plugin
                    + (named
                            ? " names the command '" + command + "' in its manifest, but no task type brings it"
                            : " brings the command '" + command
                                    + "', but Retort-Commands in the manifest does not name it")
                    + ". Command not available: " + command;
        }

        @Override
        public boolean blocksPlugin() {
            return false;
        }
    }
}
