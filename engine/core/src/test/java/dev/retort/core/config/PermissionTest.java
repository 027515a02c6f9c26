package dev.retort.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the real file system, since the one in memory lets everyone read everything; the superuser may too. */
class PermissionTest {

    @TempDir
    Path directory = Path.of("");

    @Test
    void aFileThatCannotBeReadIsReportedAtTheKeyThatNamesIt() throws IOException {
        Files.writeString(
                directory.resolve("task.yaml"),
                "task_name: t\ntask_type: data_distillation\ninput: locked\nenvironment:\n  env_file: locked\n");
        Path locked = Files.writeString(directory.resolve("locked"), "A=1\n");
        Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(locked), "the superuser reads everything");
        TaskFiles files = new TaskFiles(directory, Map.of(), InstantSource.fixed(Instant.EPOCH), ZoneOffset.UTC);
        TaskDocument document = files.compose(
                new TaskSource.File(Path.of("task.yaml")), List.of(), List.of("data_distillation"), Mode.RUN);
        assertEquals(
                """
                task.yaml:3:8: error: 'input' names a file that cannot be read: locked
                   3 | input: locked
                     |        ^^^^^^ chmod u+r locked
                task.yaml:5:13: error: locked cannot be read: permission denied
                   5 |   env_file: locked
                     |             ^^^^^^
                """,
                Workspace.shown(document.bind(Everything.class, Path.of("runs"))));
    }
}
