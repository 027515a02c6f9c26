package dev.retort.core.config;

import dev.retort.core.config.problem.Texts;
import dev.retort.core.config.yaml.Scalar;
import dev.retort.core.schema.ValueShape;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Makes paths of texts, as written; the ones that must be there are looked for from the working directory. */
final class PathBinder {

    private static final int LONGEST = 200;

    private final BindContext context;

    PathBinder(BindContext context) {
        this.context = context;
    }

    @Nullable
    Path bind(ValueShape.FilePath shape, Scalar scalar, String key) {
        String text = scalar.text();
        if (scalar.sensitive()) {
            String shown = KeyPlaces.shown(key);
            context.misfit(scalar.place(), key, shown + " is a path; a credential cannot be part of it", "");
            return null;
        }
        if (text.isBlank()) {
            context.misfit(scalar.place(), key, KeyPlaces.shown(key) + " is empty; it must be a path", "");
            return null;
        }
        if (text.equals("~") || text.startsWith("~/")) {
            context.misfit(
                    scalar.place(),
                    key,
                    KeyPlaces.shown(key) + " begins with ~, which only a shell replaces",
                    "write ${env:HOME}" + text.substring(1));
            return null;
        }
        Path path;
        try {
            path = context.machine.workingDirectory().getFileSystem().getPath(text);
        } catch (InvalidPathException e) {
            // Java names files in the encoding of the locale, and the plain C locale knows nothing but ASCII.
            boolean ascii = text.chars().allMatch(letter -> letter < 128);
            context.misfit(
                    scalar.place(),
                    key,
                    KeyPlaces.shown(key) + " is not a path: " + e.getReason(),
                    ascii ? "" : "export LC_ALL=C.UTF-8 and run the same command again");
            return null;
        }
        return !shape.existing() || isThere(path, text, scalar, key) ? path : null;
    }

    private boolean isThere(Path path, String text, Scalar scalar, String key) {
        Path absolute = context.machine.workingDirectory().resolve(path);
        String name = Texts.shortened(text, LONGEST);
        String message;
        String mend = "";
        if (Files.isDirectory(absolute)) {
            message = " must be a file, found the directory " + name;
        } else if (Files.notExists(absolute)) {
            message = " names a file that is not there: " + name;
            mend = new NearestFile(context.machine.workingDirectory()).mend(path, scalar.place(), key);
        } else if (!Files.isReadable(absolute)) {
            message = " names a file that cannot be read: " + name;
            mend = "chmod u+r " + name;
        } else {
            return true;
        }
        context.log.error(scalar.place(), key, KeyPlaces.shown(key) + message, mend);
        return false;
    }
}
