package dev.retort.core.config;

import dev.retort.core.config.problem.Place;
import dev.retort.core.config.problem.ProblemLog;
import dev.retort.core.config.problem.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Set;

/** Finds and reads the file that {@code environment.env_file} names. */
final class EnvFile {

    static final String KEY = "environment.env_file";

    private final ProblemLog log;
    private final FileTexts texts;

    EnvFile(ProblemLog log, FileTexts texts) {
        this.log = log;
        this.texts = texts;
    }

    Map<String, Environment.Variable> read(Path workingDirectory, Path file, Place reference) {
        Path path = workingDirectory.resolve(file);
        String name = file.toString();
        if (Files.notExists(path)) {
            missing(path, name, reference);
            return Map.of();
        }
        SourceText source = texts.read(file, reference, KEY);
        if (source == null) {
            return Map.of();
        }
        warnWhenOthersCanRead(path, name, source);
        return new EnvFileParser(source, log).parse();
    }

    /** What was to come from it may come from the process; where it does not, the secret or the variable itself is missed. */
    private void missing(Path path, String name, Place reference) {
        String example = name + ".example";
        String mend = Files.isRegularFile(path.resolveSibling(path.getFileName() + ".example"))
                ? "cp " + example + " " + name + " && chmod 600 " + name + ", then fill it in"
                : "create it with a line NAME=value for each secret, and chmod 600 " + name;
        log.warn(reference, KEY, "there is no env file " + name, mend);
    }

    private void warnWhenOthersCanRead(Path path, String name, SourceText source) {
        PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        if (view == null) {
            return;
        }
        try {
            Set<PosixFilePermission> permissions = view.readAttributes().permissions();
            if (permissions.contains(PosixFilePermission.GROUP_READ)
                    || permissions.contains(PosixFilePermission.OTHERS_READ)) {
                log.warn(
                        new Place.OfFile(name, source.order()),
                        "",
                        "other users of this machine can read this file",
                        "chmod 600 " + name);
            }
        } catch (IOException e) {
            log.warn(
                    new Place.OfFile(name, source.order()),
                    "",
                    "its permissions cannot be read: " + e.getMessage(),
                    "");
        }
    }
}
