package dev.retort.core.config;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A directory in memory with configuration files, and what a command line says about them. */
final class Workspace {

    static final String TASK = "task.yaml";
    static final String HELP = "Keys and examples: java -jar engine.jar describe data_distillation";

    private final FileSystem files = Jimfs.newFileSystem(
            Configuration.unix().toBuilder().setAttributeViews("basic", "posix").build());
    private final Path directory = files.getPath("/work");
    private final Map<String, String> variables = new HashMap<>();
    private final List<Setting> settings = new ArrayList<>();
    private Mode mode = Mode.RUN;

    /** A workspace in which a task of type data_distillation finds its input and its model. */
    static Workspace distillation() {
        return new Workspace()
                .file("data/prompts.jsonl", "{}\n")
                .file("models/sim.yaml", "client_config:\n  base_url: simulated\n");
    }

    Workspace file(String name, String text) {
        return file(name, text.getBytes(StandardCharsets.UTF_8));
    }

    Workspace file(String name, byte[] bytes) {
        try {
            Path file = directory.resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Workspace task(String text) {
        return file(TASK, text);
    }

    Workspace permissions(String name, String permissions) {
        try {
            Files.setPosixFilePermissions(directory.resolve(name), PosixFilePermissions.fromString(permissions));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Workspace variable(String name, String value) {
        variables.put(name, value);
        return this;
    }

    Workspace set(String setting) {
        settings.add(Setting.parse(setting));
        return this;
    }

    Workspace setting(Setting setting) {
        settings.add(setting);
        return this;
    }

    Workspace mode(Mode other) {
        mode = other;
        return this;
    }

    Path path(String name) {
        return files.getPath(name);
    }

    TaskFiles taskFiles() {
        Instant now = Instant.parse("2026-02-09T15:30:45Z");
        return new TaskFiles(directory, variables, InstantSource.fixed(now), ZoneOffset.UTC);
    }

    TaskDocument compose(TaskSource source) {
        return taskFiles().compose(source, settings, List.of("data_distillation", "merge_results"), mode);
    }

    TaskDocument compose() {
        return compose(new TaskSource.File(path(TASK)));
    }

    <C extends Record> BoundTask<C> bind(Class<C> type) {
        return compose().bind(type, path("runs/t/run_1"));
    }

    /** What a user would see of a task of that type. */
    String problems(Class<? extends Record> type) {
        return shown(bind(type));
    }

    static String shown(BoundTask<?> task) {
        return task.problems().text(false);
    }
}
