package dev.retort.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * A Java to run things with.
 *
 * @param home where it lies
 * @param version such as {@code 17.0.15}
 */
record Jdk(Path home, String version) {

    private static final int FIRST_WITH_VIRTUAL_THREADS = 21;

    static Jdk running() {
        return new Jdk(Path.of(System.getProperty("java.home")), System.getProperty("java.version"));
    }

    /** @throws IllegalArgumentException when there is no Java there */
    static Jdk at(Path home) {
        Properties release = new Properties();
        try (InputStream in = Files.newInputStream(home.resolve("release"))) {
            release.load(in);
        } catch (IOException e) {
            throw new IllegalArgumentException("no Java lies in " + home, e);
        }
        return new Jdk(home, release.getProperty("JAVA_VERSION", "0").replace("\"", ""));
    }

    String java() {
        return home.resolve("bin").resolve("java").toString();
    }

    int feature() {
        return Runtime.Version.parse(version).feature();
    }

    boolean virtualThreads() {
        return feature() >= FIRST_WITH_VIRTUAL_THREADS;
    }

    @Override
    public String toString() {
        return "Java " + version;
    }
}
