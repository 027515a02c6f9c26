package dev.retort.acceptance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A user's directory: task files, inputs and what runs leave there. */
final class Workplace {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path directory;

    private Workplace(Path directory) {
        this.directory = directory;
    }

    /** An empty directory {@code work} below a temporary directory. */
    static Workplace below(Path temporary) throws IOException {
        return new Workplace(Files.createDirectory(temporary.resolve("work")));
    }

    Path directory() {
        return directory;
    }

    Path path(String relative) {
        return directory.resolve(relative);
    }

    Path write(String relative, String text) throws IOException {
        return write(relative, text.getBytes(StandardCharsets.UTF_8));
    }

    Path write(String relative, byte[] bytes) throws IOException {
        Path file = directory.resolve(relative);
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes);
    }

    String read(String relative) throws IOException {
        return Files.readString(directory.resolve(relative));
    }

    List<String> lines(String relative) throws IOException {
        Path file = directory.resolve(relative);
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    /** The JSON objects of a JSONL file; empty when there is no such file. */
    List<JsonNode> records(String relative) throws IOException {
        return lines(relative).stream().map(JSON::readTree).toList();
    }

    JsonNode json(Path file) throws IOException {
        return JSON.readTree(Files.readString(file));
    }

    /** One JSON value that is no file. */
    static JsonNode parse(String text) {
        return JSON.readTree(text);
    }

    /** The directory of the newest run of a task. */
    Path latestRun(String taskName) throws IOException {
        return directory.resolve("runs").resolve(taskName).resolve("latest").toRealPath();
    }

    /** Copies a file or directory of the checkout to the same place here. */
    void borrow(String relative) throws IOException {
        Path from = Retort.home().resolve(relative);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path to = directory
                        .resolve(relative)
                        .resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(to);
                } else {
                    Files.createDirectories(to.getParent());
                    Files.copy(file, to);
                }
            }
        }
    }

    /** Everything below this directory, as relative paths in order. */
    List<String> tree() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> !file.equals(directory))
                    .map(file -> directory.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
