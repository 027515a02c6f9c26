package dev.retort.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Takes jars apart. */
final class Jars {

    private Jars() {}

    /** Copies a jar and leaves one entry out. */
    static Path without(Path from, Path to, String name) throws IOException {
        Files.createDirectories(to.getParent());
        try (ZipFile source = new ZipFile(from.toFile());
                ZipOutputStream target = new ZipOutputStream(Files.newOutputStream(to))) {
            for (Enumeration<? extends ZipEntry> all = source.entries(); all.hasMoreElements(); ) {
                ZipEntry entry = all.nextElement();
                if (!entry.getName().equals(name)) {
                    target.putNextEntry(new ZipEntry(entry.getName()));
                    source.getInputStream(entry).transferTo(target);
                }
            }
        }
        return to;
    }
}
