package dev.retort.core.run;

import static dev.retort.core.run.Fixture.CLOCK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.retort.spi.TaskException;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {

    private final Path root;

    RunDirectoryTest(@TempDir Path root) {
        this.root = root;
    }

    @Test
    void runsOfOneSecondGetASuffix() throws TaskException {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            names.add(RunDirectory.create(root, "distill", CLOCK).name());
        }
        assertEquals(List.of("run_20260209_153045", "run_20260209_153045_2", "run_20260209_153045_3"), names);
    }

    @Test
    void manyAtOnceEachGetTheirOwn() throws InterruptedException {
        Set<Path> made = ConcurrentHashMap.newKeySet();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Thread thread = new Thread(() -> {
                try {
                    made.add(RunDirectory.create(root, "distill", CLOCK).path());
                } catch (TaskException e) {
                    throw new IllegalStateException(e);
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(20, made.size());
    }

    @Test
    void latestPointsToTheLastOneRelatively() throws Exception {
        RunDirectory.create(root, "distill", CLOCK).markLatest();
        RunDirectory.create(root, "distill", CLOCK).markLatest();
        assertEquals(
                "run_20260209_153045_2",
                Files.readSymbolicLink(root.resolve("distill/latest")).toString());
    }

    @Test
    void latestIsLeftAloneWhenItIsNoLink() throws Exception {
        Files.createDirectories(root.resolve("distill/latest"));
        RunDirectory.create(root, "distill", CLOCK).markLatest();
        assertFalse(Files.isSymbolicLink(root.resolve("distill/latest")));
    }

    @Test
    void aFileSystemWithoutLinksHasNoLatest() throws Exception {
        Configuration plain =
                Configuration.unix().toBuilder().setSupportedFeatures().build();
        try (FileSystem files = Jimfs.newFileSystem(plain)) {
            RunDirectory directory = RunDirectory.create(files.getPath("/runs"), "distill", CLOCK);
            directory.markLatest();
            try (var entries = Files.list(directory.path().resolveSibling("."))) {
                assertEquals(
                        Set.of("run_20260209_153045"),
                        new HashSet<>(entries.map(entry -> entry.getFileName().toString())
                                .toList()));
            }
        }
    }

    @Test
    void aTaskNameIsOneSafePathSegment() throws IOException, TaskException {
        for (String name : List.of("../../etc", "a/b", "..", ".", " ", "a\\b", "C:x", "a\nb")) {
            Path made = RunDirectory.create(root, name, CLOCK).path();
            assertEquals(root.getNameCount() + 2, made.getNameCount(), name);
            assertTrue(made.toRealPath().startsWith(root.toRealPath()), name);
        }
        assertEquals("数据 蒸馏-v1.2", RunDirectory.fileName("数据 蒸馏-v1.2"));
    }
}
