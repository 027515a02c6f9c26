package dev.retort.core.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the commit that is checked out where a run starts, from git's files; no process is started. */
final class GitCommit {

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
    private static final int DEEPEST_REFERENCE = 5;

    private GitCommit() {}

    /** The commit, or empty when there is no repository or it cannot be understood. */
    static Optional<String> of(Path directory) {
        try {
            for (Path at = directory.toAbsolutePath().normalize(); at != null; at = at.getParent()) {
                Path git = at.resolve(".git");
                if (Files.exists(git)) {
                    return Optional.ofNullable(head(gitDirectory(git)));
                }
            }
        } catch (IOException | RuntimeException e) {
            // A courtesy: a repository in a form of its own must not keep a run from starting.
        }
        return Optional.empty();
    }

    private static Path gitDirectory(Path git) throws IOException {
        if (Files.isDirectory(git)) {
            return git;
        }
        String text = Files.readString(git).strip(); // a work tree or a submodule
        return git.resolveSibling(text.substring(text.indexOf(':') + 1).strip());
    }

    private static @Nullable String head(Path git) throws IOException {
        Path common = git;
        Path commonDirectory = git.resolve("commondir");
        if (Files.exists(commonDirectory)) {
            common = git.resolve(Files.readString(commonDirectory).strip());
        }
        String reference = "HEAD";
        Path from = git;
        for (int depth = 0; depth < DEEPEST_REFERENCE; depth++) {
            Path file = from.resolve(reference);
            String value = Files.exists(file) ? Files.readString(file).strip() : packed(common, reference);
            if (value == null || HASH.matcher(value).matches()) {
                return value;
            }
            if (!value.startsWith("ref:")) {
                return null;
            }
            reference = value.substring("ref:".length()).strip();
            from = Files.exists(git.resolve(reference)) ? git : common;
        }
        return null;
    }

    private static @Nullable String packed(Path git, String reference) throws IOException {
        Path packed = git.resolve("packed-refs");
        if (!Files.exists(packed)) {
            return null;
        }
        try (Stream<String> lines = Files.lines(packed)) {
            return lines.filter(line -> line.endsWith(" " + reference))
                    .map(line -> line.substring(0, line.indexOf(' ')))
                    .findFirst()
                    .orElse(null);
        }
    }
}
