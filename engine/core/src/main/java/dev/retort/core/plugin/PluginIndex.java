package dev.retort.core.plugin;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What the jars lying directly in the plugin directory bring, read from their manifests alone: no class is loaded, each jar is
 * opened once. What is wrong with a jar is kept beside it and stops only those who ask for what it brings.
 */
public final class PluginIndex {

    private final Path directory;
    private final List<PluginEntry> plugins;
    private final List<PluginProblem> problems;

    private PluginIndex(Path directory, List<PluginEntry> plugins, List<PluginProblem> problems) {
        this.directory = directory;
        this.plugins = List.copyOf(plugins);
        this.problems = List.copyOf(problems);
    }

    /**
     * Reads the manifests.
     *
     * @param directory shown in messages as it is given; one that does not exist is empty
     * @param spiVersion the version of the SPI that this engine brings: {@code 1.0.0}
     */
    public static PluginIndex scan(Path directory, String spiVersion) {
        return scan(directory, spiVersion, Runtime.version().feature());
    }

    static PluginIndex scan(Path directory, String spiVersion, int javaVersion) {
        List<PluginEntry> plugins = new ArrayList<>();
        List<PluginProblem> problems = new ArrayList<>();
        for (Path jar : jars(directory, problems)) {
            PluginEntry entry = new JarScan(jar, spiVersion, javaVersion, problems).scan();
            if (entry != null) {
                plugins.add(entry);
            }
        }
        findDuplicates(plugins, problems);
        return new PluginIndex(directory, plugins, problems);
    }

    private static List<Path> jars(Path directory, List<PluginProblem> problems) {
        List<Path> jars = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.jar")) {
            files.forEach(jars::add);
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (NotDirectoryException e) {
            problems.add(new PluginProblem.UnreadableDirectory(directory, "not a directory"));
        } catch (IOException | DirectoryIteratorException e) {
            problems.add(new PluginProblem.UnreadableDirectory(
                    directory, e.getClass().getSimpleName()));
        }
        jars.sort(Comparator.comparing(jar -> jar.getFileName().toString()));
        return jars;
    }

    private static void findDuplicates(List<PluginEntry> plugins, List<PluginProblem> problems) {
        Map<String, PluginEntry> ids = new HashMap<>();
        Map<String, PluginEntry> taskTypes = new HashMap<>();
        Map<String, PluginEntry> commands = new HashMap<>();
        for (PluginEntry plugin : plugins) {
            PluginEntry twin = ids.putIfAbsent(plugin.id(), plugin);
            if (twin != null) {
                problems.add(new PluginProblem.DuplicateId(twin.jar(), plugin.jar(), twin.id(), twin.taskTypes()));
                problems.add(new PluginProblem.DuplicateId(plugin.jar(), twin.jar(), plugin.id(), plugin.taskTypes()));
                continue;
            }
            for (String name : plugin.taskTypes()) {
                PluginEntry other = taskTypes.putIfAbsent(name, plugin);
                if (other != null && !other.jar().equals(plugin.jar())) {
                    problems.add(new PluginProblem.DuplicateTaskType(plugin.jar(), other.jar(), name));
                }
            }
            for (PluginCommand command : plugin.commands()) {
                PluginEntry other = commands.putIfAbsent(command.text(), plugin);
                if (other != null && !other.jar().equals(plugin.jar())) {
                    problems.add(new PluginProblem.DuplicateCommand(plugin.jar(), other.jar(), command.text()));
                }
            }
        }
    }

    /** The directory, as it was given. */
    public Path directory() {
        return directory;
    }

    /** All plugins with a readable manifest, in the order of their file names, also those that cannot be used. */
    public List<PluginEntry> plugins() {
        return plugins;
    }

    /** Everything that is wrong, jar by jar. */
    public List<PluginProblem> problems() {
        return problems;
    }

    /** What is wrong with one plugin, including what it shares with another. */
    public List<PluginProblem> problemsOf(PluginEntry plugin) {
        return problems.stream()
                .filter(problem -> problem.jar().equals(plugin.jar()) || sharedWith(problem, plugin))
                .toList();
    }

    private static boolean sharedWith(PluginProblem problem, PluginEntry plugin) {
        if (problem instanceof PluginProblem.DuplicateTaskType duplicate) {
            return duplicate.other().equals(plugin.jar());
        }
        return problem instanceof PluginProblem.DuplicateCommand duplicate
                && duplicate.other().equals(plugin.jar());
    }

    /** The task types that some manifest names, in alphabetical order. */
    public List<String> taskTypes() {
        TreeSet<String> names = new TreeSet<>();
        plugins.forEach(plugin -> names.addAll(plugin.taskTypes()));
        return List.copyOf(names);
    }

    /** The commands that some manifest names, in alphabetical order, also those of plugins that cannot be used. */
    public List<PluginCommand> commands() {
        return plugins.stream()
                .flatMap(plugin -> plugin.commands().stream())
                .sorted(Comparator.comparing(PluginCommand::text))
                .toList();
    }

    /** The command that the arguments begin with; of several the one with the most words. */
    public Optional<PluginCommand> command(List<String> arguments) {
        return commands().stream()
                .filter(command -> command.leads(arguments))
                .max(Comparator.comparingInt(command -> command.words().size()));
    }

    /** Who brings a task type. */
    public PluginOwner ownerOfTaskType(String name) {
        List<PluginEntry> owners = plugins.stream()
                .filter(plugin -> plugin.taskTypes().contains(name))
                .toList();
        return owner(name, name, owners, taskTypes());
    }

    /** Who brings a command. */
    public PluginOwner ownerOfCommand(List<String> words) {
        String text = String.join(" ", words);
        String taskType = "";
        List<PluginEntry> owners = new ArrayList<>();
        for (PluginEntry plugin : plugins) {
            for (PluginCommand command : plugin.commands()) {
                if (command.words().equals(words)) {
                    owners.add(plugin);
                    taskType = command.taskType();
                }
            }
        }
        return owner(
                text,
                taskType,
                owners,
                commands().stream().map(PluginCommand::text).toList());
    }

    private PluginOwner owner(String name, String taskType, List<PluginEntry> owners, List<String> names) {
        if (owners.isEmpty()) {
            List<PluginProblem> suspects = problems.stream()
                    .filter(problem -> problem instanceof PluginProblem.Unreadable
                            || problem instanceof PluginProblem.UnreadableDirectory)
                    .toList();
            return new PluginOwner.Unknown(name, NearestNames.of(name, names), suspects);
        }
        List<PluginProblem> against = problems.stream()
                .filter(problem -> owners.stream().anyMatch(owner -> stops(problem, owner, name, taskType)))
                .toList();
        return against.isEmpty()
                ? new PluginOwner.Found(owners.get(0), taskType)
                : new PluginOwner.Blocked(name, against);
    }

    private static boolean stops(PluginProblem problem, PluginEntry owner, String name, String taskType) {
        if (problem instanceof PluginProblem.DuplicateTaskType duplicate) {
            return duplicate.taskType().equals(taskType);
        }
        if (problem instanceof PluginProblem.DuplicateCommand duplicate) {
            return duplicate.command().equals(name);
        }
        return problem.jar().equals(owner.jar());
    }
}
