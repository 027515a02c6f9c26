package dev.retort.core.config;

import dev.retort.core.config.problem.Nearest;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Looks for the file that was probably meant. */
final class NearestFile {

    private static final int MOST_ENTRIES = 5_000;

    private NearestFile() {}

    /**
     * What to do about a file that is not there; empty when nothing helps.
     *
     * @param path where it was looked for
     * @param name as the user wrote it
     */
    static String mend(Path path, String name) {
        Path parent = path.toAbsolutePath().getParent();
        if (parent == null || Files.exists(path)) {
            return "";
        }
        if (!Files.isDirectory(parent)) {
            return "there is no directory " + parentOf(name)
                    + " either; relative paths start from the working directory";
        }
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(parent)) {
            for (Path entry : entries) {
                if (names.size() == MOST_ENTRIES) {
                    break;
                }
                names.add(String.valueOf(entry.getFileName()));
            }
        } catch (IOException e) {
            return "";
        }
        String wanted = String.valueOf(path.getFileName());
        return Nearest.to(wanted, names)
                .map(near -> "did you mean " + name.substring(0, name.length() - wanted.length()) + near + "?")
                .orElse("relative paths start from the working directory");
    }

    private static String parentOf(String name) {
        int slash = name.lastIndexOf('/');
        return slash <= 0 ? "" : name.substring(0, slash + 1);
    }
}
