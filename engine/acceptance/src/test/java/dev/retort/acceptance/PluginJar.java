package dev.retort.acceptance;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A jar as a plugin's author would hand it over, sound or broken, made for one test. */
final class PluginJar {

    private static final String INDEX = "META-INF/extensions.idx";

    private final Map<String, String> manifest = new LinkedHashMap<>();
    private final Map<String, byte[]> entries = new LinkedHashMap<>();
    private final Sources sources = new Sources();

    private PluginJar() {}

    /** A jar that says nothing about itself. */
    static PluginJar bare() {
        return new PluginJar();
    }

    /** The manifest and the index of a plugin that fits this engine; the class named is still missing. */
    static PluginJar named(String id, String taskType, String className) {
        return bare().manifest("Plugin-Id", id)
                .manifest("Plugin-Version", "0.3")
                .manifest("Plugin-Requires", "1.x")
                .manifest("Retort-Task-Types", taskType)
                .entry(INDEX, className);
    }

    /** A sound plugin {@code my-probe 0.3} around a probe. */
    static PluginJar of(Probe probe) {
        return named("my-probe", probe.taskType(), "plugin.Probe").source("plugin.Probe", probe.source());
    }

    PluginJar manifest(String key, String value) {
        manifest.put(key, value);
        return this;
    }

    PluginJar withoutManifest(String key) {
        manifest.remove(key);
        return this;
    }

    PluginJar withoutIndex() {
        entries.remove(INDEX);
        return this;
    }

    PluginJar entry(String name, String text) {
        return entry(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds a file; it wins over a class that is compiled to the same name. */
    PluginJar entry(String name, byte[] bytes) {
        entries.put(name, bytes);
        return this;
    }

    PluginJar source(String className, String text) {
        sources.add(className, text);
        return this;
    }

    /** A class that was compiled for a Java of the future. */
    PluginJar compiledForMajor(String className, int major) throws IOException {
        String name = className.replace('.', '/') + ".class";
        byte[] bytes = sources.compile().get(name).clone();
        bytes[6] = (byte) (major >>> Byte.SIZE);
        bytes[7] = (byte) major;
        return entry(name, bytes);
    }

    /** Compiles and writes it; the directory is made when it is missing. */
    Path writeTo(Path jar) throws IOException {
        Files.createDirectories(jar.toAbsolutePath().getParent());
        Manifest head = new Manifest();
        head.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.forEach((key, value) -> head.getMainAttributes().putValue(key, value));
        Map<String, byte[]> files = new LinkedHashMap<>(sources.compile());
        files.putAll(entries);
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, head)) {
            for (Map.Entry<String, byte[]> entry : files.entrySet()) {
                out.putNextEntry(new JarEntry(entry.getKey()));
                out.write(entry.getValue());
            }
        }
        return jar;
    }
}
