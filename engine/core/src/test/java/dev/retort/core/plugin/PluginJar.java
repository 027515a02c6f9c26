package dev.retort.core.plugin;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles a small plugin and packs it into a jar. */
final class PluginJar {

    private final Map<String, String> manifest = new LinkedHashMap<>();
    private final Map<String, byte[]> entries = new LinkedHashMap<>();
    private final List<JavaFileObject> sources = new ArrayList<>();

    /** A jar with an empty manifest. */
    static PluginJar bare() {
        return new PluginJar();
    }

    /** A plugin that fits this engine and brings one task type by a class {@code plugin.Scorer}. */
    static PluginJar scorer() {
        return named("my-scorer", "score_records").source("plugin.Scorer", taskType("Scorer", "score_records", ""));
    }

    /** The manifest of a plugin that fits this engine, and no class yet. */
    static PluginJar named(String id, String taskTypes) {
        return bare().manifest("Plugin-Id", id)
                .manifest("Plugin-Version", "0.3")
                .manifest("Plugin-Requires", "1.x")
                .manifest("Plugin-Description", "For tests.")
                .manifest("Retort-Task-Types", taskTypes)
                .index("plugin.Scorer");
    }

    /** Source of a task type; the constructor's body is given. */
    static String taskType(String className, String name, String constructor) {
        return """
                package plugin;
                import dev.retort.spi.*;
                import java.util.*;
                public class %1$s implements TaskType<%1$s.Config> {
                    public record Config(String text) {}
                    public %1$s() { %3$s }
                    public String name() { return "%2$s"; }
                    public String summary() { return "Scores."; }
                    public Class<Config> configType() { return Config.class; }
                    public Task create(Config config) { return new Work(); }
                    static final class Work implements Task {
                        public Plan plan(PlanContext context) { return new Plan(List.of()); }
                        public TaskResult run(TaskContext context) {
                            return new TaskResult(TaskResult.Outcome.DONE, "fine", Map.of(), List.of(), List.of());
                        }
                    }
                }
                """
                .formatted(className, name, constructor);
    }

    PluginJar manifest(String key, String value) {
        manifest.put(key, value);
        return this;
    }

    PluginJar without(String key) {
        manifest.remove(key);
        return this;
    }

    PluginJar index(String... classNames) {
        return entry("META-INF/extensions.idx", String.join("\n", classNames));
    }

    PluginJar withoutEntry(String name) {
        entries.remove(name);
        return this;
    }

    PluginJar entry(String name, String text) {
        return entry(name, text.getBytes(StandardCharsets.UTF_8));
    }

    PluginJar entry(String name, byte[] bytes) {
        entries.put(name, bytes);
        return this;
    }

    PluginJar source(String className, String text) {
        URI uri = URI.create("string:///" + className.replace('.', '/') + ".java");
        sources.add(new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        });
        return this;
    }

    /** Writes the jar into a directory that is made when it is missing. */
    Path in(Path directory, String fileName) throws IOException {
        Files.createDirectories(directory);
        Manifest head = new Manifest();
        head.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.forEach((key, value) -> head.getMainAttributes().putValue(key, value));
        Path jar = directory.resolve(fileName);
        Path classes = Files.createTempDirectory(directory, "classes");
        compile(classes);
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), head);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = classes.relativize(file).toString().replace('\\', '/');
                if (!entries.containsKey(name)) {
                    out.putNextEntry(new JarEntry(name));
                    out.write(Files.readAllBytes(file));
                }
            }
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                out.putNextEntry(new JarEntry(entry.getKey()));
                out.write(entry.getValue());
            }
        }
        return jar;
    }

    private void compile(Path classes) {
        if (sources.isEmpty()) {
            return;
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        List<String> options = List.of(
                "-proc:none",
                "--release",
                "17",
                "-d",
                classes.toString(),
                "-cp",
                System.getProperty("java.class.path"));
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            if (!compiler.getTask(messages, files, null, options, null, sources).call()) {
                throw new IllegalStateException(messages.toString());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
