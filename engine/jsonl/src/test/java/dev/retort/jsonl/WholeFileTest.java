package dev.retort.jsonl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WholeFileTest {

    private final Path directory;

    WholeFileTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void writesANewFileAndReplacesAnOldOne() throws IOException {
        Path file = directory.resolve("run.json");
        for (String text : new String[] {"first", "second and longer", ""}) {
            WholeFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
            assertEquals(text, Files.readString(file));
        }
        assertEquals(List.of("run.json"), names(directory));
    }

    @Test
    void keepsTheOldFileWhenTheContentFails() throws IOException {
        Path file = directory.resolve("run.json");
        Files.writeString(file, "old");
        IOException e = assertThrows(
                IOException.class,
                () -> WholeFile.write(file, out -> {
                    out.write(new byte[100_000]);
                    throw new IOException("no more");
                }));
        assertEquals("no more", e.getMessage());
        assertEquals("old", Files.readString(file));
        assertEquals(List.of("run.json"), names(directory));
    }

    @Test
    void writesThroughASymbolicLink() throws IOException {
        Path target = directory.resolve("target.json");
        Files.writeString(target, "old");
        Path link = Files.createSymbolicLink(directory.resolve("link.json"), target);
        WholeFile.write(link, out -> out.write('x'));
        assertTrue(Files.isSymbolicLink(link));
        assertEquals("x", Files.readString(target));
    }

    @Test
    void isNotStoppedByATemporaryFileThatACrashLeft() throws IOException {
        Path file = directory.resolve("run.json");
        Path left = directory.resolve(".run.json." + ProcessHandle.current().pid() + "-0.tmp");
        Files.createFile(left);
        WholeFile.write(file, out -> out.write('x'));
        assertEquals("x", Files.readString(file));
        assertEquals(List.of(left.getFileName().toString(), "run.json"), names(directory));
    }

    @Test
    void namesADirectoryThatIsNotThere() {
        Path file = directory.resolve("none").resolve("run.json");
        NoSuchFileException e =
                assertThrows(NoSuchFileException.class, () -> WholeFile.write(file, out -> out.write('x')));
        assertEquals(file + ": its directory does not exist", e.getMessage());
    }

    @Test
    void writesToAFileSystemInMemory() throws IOException {
        try (FileSystem files = Jimfs.newFileSystem(Configuration.unix())) {
            Path file = files.getPath("/a.json");
            WholeFile.write(file, out -> out.write('x'));
            assertEquals("x", Files.readString(file));
        }
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }
}
