package dev.retort.jsonl;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClaimedFileTest {

    @TempDir
    Path directory;

    @Test
    void noticesThatItWasRemoved() throws Exception {
        Path path = directory.resolve("a.jsonl");
        try (ClaimedFile file = ClaimedFile.open(path)) {
            file.checkName();
            Files.delete(path);
            assertThrows(FileGoneException.class, file::checkName);
        }
    }

    @Test
    void noticesThatAnotherFileTookItsPlace() throws Exception {
        Path path = directory.resolve("a.jsonl");
        Path other = Files.writeString(directory.resolve("b.jsonl"), "{}\n");
        try (ClaimedFile file = ClaimedFile.open(path)) {
            Files.move(other, path, StandardCopyOption.REPLACE_EXISTING);
            assertThrows(FileGoneException.class, file::checkName);
        }
    }

    @Test
    void noticesThatItsDirectoryWasRenamed() throws Exception {
        Path path = Files.createDirectory(directory.resolve("d")).resolve("a.jsonl");
        try (ClaimedFile file = ClaimedFile.open(path)) {
            Files.move(directory.resolve("d"), directory.resolve("e"));
            assertThrows(FileGoneException.class, file::checkName);
        }
    }
}
