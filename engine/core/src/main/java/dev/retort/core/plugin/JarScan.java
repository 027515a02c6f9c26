package dev.retort.core.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/** Reads what one jar says about itself, opening it once and loading nothing. */
final class JarScan {

    /** A task type as in a task file, so that a slip in the manifest is found here and not by a user. */
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");

    private static final Pattern VERSION = Pattern.compile("\\d+(\\.\\d+)*([-+.][0-9A-Za-z.+-]+)?");
    private static final String INDEX = "META-INF/extensions.idx";
    private static final int INDEX_LIMIT = 1 << 20;

    private final Path jar;
    private final String spiVersion;
    private final int javaVersion;
    private final List<PluginProblem> problems;

    JarScan(Path jar, String spiVersion, int javaVersion, List<PluginProblem> problems) {
        this.jar = jar;
        this.spiVersion = spiVersion;
        this.javaVersion = javaVersion;
        this.problems = problems;
    }

    /** The entry, or null when the file is no plugin jar. */
    @Nullable
    PluginEntry scan() {
        try (JarFile file = new JarFile(jar.toFile(), false)) {
            Manifest manifest = file.getManifest();
            Attributes attributes = manifest == null ? new Attributes() : manifest.getMainAttributes();
            String id = value(attributes, "Plugin-Id");
            if (id.isEmpty()) {
                problems.add(new PluginProblem.NotAPlugin(jar));
                return null;
            }
            return entry(file, attributes, id);
        } catch (IOException | IllegalArgumentException | SecurityException e) {
            problems.add(new PluginProblem.Unreadable(jar, reason(e)));
            return null;
        }
    }

    private String reason(Exception e) {
        if (Files.isDirectory(jar)) {
            return "it is a directory";
        }
        String message = e.getMessage();
        if (e instanceof NoSuchFileException || message == null) {
            return e instanceof NoSuchFileException
                    ? "no such file"
                    : e.getClass().getSimpleName();
        }
        String rest = message.startsWith(jar + " (")
                ? message.substring(jar.toString().length() + 2)
                : message;
        return rest.endsWith(")") && rest.length() < message.length() ? rest.substring(0, rest.length() - 1) : rest;
    }

    private PluginEntry entry(JarFile file, Attributes attributes, String id) throws IOException {
        List<String> taskTypes = words(value(attributes, "Retort-Task-Types"));
        List<String> extensions = new ArrayList<>();
        List<PluginCommand> commands = new ArrayList<>();
        String version = value(attributes, "Plugin-Version");
        String title = version.isEmpty() ? id : id + " " + version;
        String requires = value(attributes, "Plugin-Requires");
        checkVersions(title, version, requires, taskTypes);
        checkTaskTypes(title, taskTypes);
        readCommands(title, value(attributes, "Retort-Commands"), taskTypes, commands);
        readIndex(file, title, taskTypes, extensions);
        return new PluginEntry(
                jar, id, version, value(attributes, "Plugin-Description"), requires, taskTypes, commands, extensions);
    }

    private void checkVersions(String title, String version, String requires, List<String> taskTypes) {
        if (version.isEmpty()) {
            bad(title, "has no Plugin-Version in its manifest", taskTypes);
        } else if (!VERSION.matcher(version).matches()) {
            bad(
                    title,
                    "has the Plugin-Version '" + version + "', expected digits with points such as 1.4.0",
                    taskTypes);
        }
        if (requires.isEmpty()) {
            bad(
                    title,
                    "has no Plugin-Requires in its manifest, expected a range of SPI versions such as 1.x",
                    taskTypes);
            return;
        }
        var fits = SpiVersions.inRange(spiVersion, requires);
        if (fits.isEmpty()) {
            bad(
                    title,
                    "has the Plugin-Requires '" + requires
                            + "', expected a range of SPI versions such as 1.x or >=1.2 & <3.0",
                    taskTypes);
        } else if (!fits.get()) {
            problems.add(new PluginProblem.SpiMismatch(jar, title, requires, SpiVersions.brief(spiVersion), taskTypes));
        }
    }

    private void checkTaskTypes(String title, List<String> taskTypes) {
        if (taskTypes.isEmpty()) {
            bad(title, "has no Retort-Task-Types in its manifest, so nothing can refer to it", taskTypes);
        }
        for (String name : taskTypes) {
            if (!NAME.matcher(name).matches()) {
                bad(title, "names the task type '" + name + "' in its manifest, expected snake_case", taskTypes);
            }
        }
    }

    private void readCommands(String title, String text, List<String> taskTypes, List<PluginCommand> commands) {
        for (String item : words(text)) {
            int equals = item.lastIndexOf('=');
            String taskType = item.substring(equals + 1).strip();
            List<String> words = equals < 0
                    ? List.of()
                    : List.of(item.substring(0, equals).strip().split("\\s+"));
            if (words.isEmpty() || words.get(0).isEmpty()) {
                bad(
                        title,
                        "has '" + item + "' in Retort-Commands, expected words=task_type such as"
                                + " distillation generate=data_distillation",
                        taskTypes);
            } else if (!taskTypes.contains(taskType)) {
                bad(
                        title,
                        "leads the command '" + String.join(" ", words) + "' to the task type " + taskType
                                + ", which Retort-Task-Types does not name",
                        taskTypes);
            } else {
                commands.add(new PluginCommand(words, taskType));
            }
        }
    }

    private void readIndex(JarFile file, String title, List<String> taskTypes, List<String> extensions)
            throws IOException {
        ZipEntry index = file.getEntry(INDEX);
        if (index == null) {
            problems.add(new PluginProblem.NoExtensionIndex(jar, title, false, taskTypes));
            return;
        }
        try (InputStream in = file.getInputStream(index)) {
            new String(in.readNBytes(INDEX_LIMIT), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .forEach(extensions::add);
        }
        if (extensions.isEmpty()) {
            problems.add(new PluginProblem.NoExtensionIndex(jar, title, true, taskTypes));
        }
        for (String name : extensions) {
            checkClass(file, title, name, taskTypes);
        }
    }

    private void checkClass(JarFile file, String title, String name, List<String> taskTypes) throws IOException {
        ZipEntry entry = file.getEntry(name.replace('.', '/') + ".class");
        if (entry == null) {
            problems.add(new PluginProblem.ExtensionNotInJar(jar, title, name, taskTypes));
            return;
        }
        try (InputStream in = file.getInputStream(entry)) {
            int compiledFor = ClassFile.javaVersion(in.readNBytes(ClassFile.HEADER_BYTES));
            if (compiledFor > javaVersion) {
                problems.add(new PluginProblem.ClassTooNew(jar, title, compiledFor, javaVersion, taskTypes));
            }
        }
    }

    private void bad(String title, String reason, List<String> taskTypes) {
        problems.add(new PluginProblem.BadManifest(jar, title, reason, taskTypes));
    }

    private static String value(Attributes attributes, String key) {
        String value = attributes.getValue(key);
        return value == null ? "" : value.strip();
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        for (String word : text.split(",", -1)) {
            if (!word.isBlank()) {
                words.add(word.strip());
            }
        }
        return words;
    }
}
