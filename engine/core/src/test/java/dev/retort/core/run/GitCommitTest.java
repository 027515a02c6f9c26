package dev.retort.core.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitCommitTest {

    private static final String COMMIT = "2fd1c0c1d3f1a5b4e6978899aabbccddeeff0011";

    private final Path tree;
    private final Path git;

    GitCommitTest(@TempDir Path root) throws IOException {
        this.tree = Files.createDirectories(root.resolve("tree/deep/er"));
        this.git = root.resolve("tree/.git");
        Files.createDirectories(git.resolve("refs/heads"));
    }

    private void write(String file, String text) throws IOException {
        Path path = git.resolve(file);
        Files.createDirectories(path.resolveSibling("."));
        Files.writeString(path, text);
    }

    @Test
    void followsABranch() throws IOException {
        write("HEAD", "ref: refs/heads/feature/x\n");
        write("refs/heads/feature/x", COMMIT + "\n");
        assertEquals(Optional.of(COMMIT), GitCommit.of(tree));
    }

    @Test
    void readsADetachedHead() throws IOException {
        write("HEAD", COMMIT + "\n");
        assertEquals(Optional.of(COMMIT), GitCommit.of(tree));
    }

    @Test
    void findsAPackedBranch() throws IOException {
        write("HEAD", "ref: refs/heads/main\n");
        write(
                "packed-refs",
                "# pack-refs with: peeled\n" + "0".repeat(40) + " refs/heads/other\n" + COMMIT + " refs/heads/main\n");
        assertEquals(Optional.of(COMMIT), GitCommit.of(tree));
    }

    @Test
    void followsAWorkTree() throws IOException {
        Path linked = Files.createDirectories(tree.resolve("linked"));
        Files.writeString(linked.resolve(".git"), "gitdir: " + git.resolve("worktrees/linked") + "\n");
        write("worktrees/linked/HEAD", "ref: refs/heads/main\n");
        write("worktrees/linked/commondir", "../..\n");
        write("refs/heads/main", COMMIT + "\n");
        assertEquals(Optional.of(COMMIT), GitCommit.of(linked));
    }

    @Test
    void whatCannotBeUnderstoodGivesNothing() throws IOException {
        assertEquals(Optional.empty(), GitCommit.of(tree));
        write("HEAD", "ref: refs/heads/unborn\n");
        assertEquals(Optional.empty(), GitCommit.of(tree));
        write("HEAD", "ref: HEAD\n");
        assertEquals(Optional.empty(), GitCommit.of(tree));
        write("HEAD", "\u0000\u0001");
        assertEquals(Optional.empty(), GitCommit.of(tree));
        write("HEAD", "ref: ../../../../../../etc/hostname\n");
        assertEquals(Optional.empty(), GitCommit.of(tree));
    }
}
