package dev.retort.core.config;

import dev.retort.core.config.problem.Nearest;
import dev.retort.core.config.problem.Place;
import dev.retort.core.config.problem.Texts;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks for the file that was probably meant. */
final class NearestFile {

    private static final int MOST_ENTRIES = 5_000;
    private static final String START = "relative paths start from the working directory";

    private final Path workingDirectory;

    NearestFile(Path workingDirectory) {
        this.workingDirectory = workingDirectory;
    }

    /**
     * What to do about a file that is not there; empty when nothing helps.
     *
     * @param file as the user wrote it, or as it follows from that
     * @param reference where it is named
     * @param key the key that names it
     */
    String mend(Path file, Place reference, String key) {
        Path path = workingDirectory.resolve(file).toAbsolutePath();
        Path last = path.getFileName();
        Path parent = path.getParent();
        if (last == null || parent == null || !Files.notExists(path)) {
            return "";
        }
        boolean extended = key.equals(DocumentLoader.EXTENDS);
        String start = extended ? "'extends' is relative to this file" : START;
        Path beside = extended ? null : besideTheNamingFile(file, reference);
        if (beside != null) {
            return "write " + beside + ": " + START;
        }
        Path directory = file.getParent();
        if (!Files.isDirectory(parent)) {
            String remark = file.isAbsolute() ? "" : "; " + start;
            return "there is no directory " + Texts.shortened((directory == null ? parent : directory).toString(), 200)
                    + " either" + remark;
        }
        String near = Nearest.to(last.toString(), entries(parent)).orElse("");
        if (!near.isEmpty()) {
            return "did you mean "
                    + (directory == null ? near : directory.resolve(near).toString()) + "?";
        }
        return file.isAbsolute() ? "" : start;
    }

    /** The path that would find a file lying beside the one that names it; null when there is none. */
    private @Nullable Path besideTheNamingFile(Path file, Place reference) {
        if (file.isAbsolute() || !(reference instanceof Place.InFile in)) {
            return null;
        }
        Path naming = workingDirectory.getFileSystem().getPath(in.source().name());
        Path beside = naming.resolveSibling(file).normalize();
        return Files.isRegularFile(workingDirectory.resolve(beside)) ? beside : null;
    }

    private static List<String> entries(Path directory) {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                if (names.size() == MOST_ENTRIES) {
                    break;
                }
                names.add(String.valueOf(entry.getFileName()));
            }
        } catch (IOException e) {
            return List.of();
        }
        return names;
    }
}
