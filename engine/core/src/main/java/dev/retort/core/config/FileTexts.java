package dev.retort.core.config;

import dev.retort.core.config.problem.Place;
import dev.retort.core.config.problem.Problem;
import dev.retort.core.config.problem.ProblemLog;
import dev.retort.core.config.problem.SourceText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads small text files in UTF-8, with or without a byte order mark. */
final class FileTexts {

    static final int LARGEST = 1 << 20;

    private final Path workingDirectory;
    private final ProblemLog log;
    private int order;

    /**
     * @param order how many files were read before
     */
    FileTexts(Path workingDirectory, ProblemLog log, int order) {
        this.workingDirectory = workingDirectory;
        this.log = log;
        this.order = order;
    }

    /** How many files were read. */
    int count() {
        return order;
    }

    /**
     * Reads a file.
     *
     * @param file as the user knows it
     * @param reference where the file is named, for a file that cannot be read
     * @return null when it cannot; the reason is in the log
     */
    @Nullable
    SourceText read(Path file, Place reference, String key) {
        Path path = workingDirectory.resolve(file);
        String name = file.toString();
        byte[] bytes;
        try (InputStream in = Files.newInputStream(path)) {
            bytes = in.readNBytes(LARGEST + 1);
        } catch (IOException e) {
            Place place = reference instanceof Place.OfFile of ? new Place.OfFile(of.name(), order++) : reference;
            String what = reference instanceof Place.OfFile ? "" : name;
            log.error(place, key, whyNot(path, what, e), new NearestFile(workingDirectory).mend(file, reference, key));
            return null;
        }
        if (bytes.length > LARGEST) {
            log.error(new Place.OfFile(name, order++), key, "larger than 1 MiB; that is no configuration file", "");
            return null;
        }
        return decode(bytes, name);
    }

    /**
     * @param name empty when the message stands behind the name anyway
     */
    private static String whyNot(Path path, String name, IOException e) {
        String subject = name.isEmpty() ? "" : name + " ";
        if (e instanceof NoSuchFileException) {
            return name.isEmpty() ? "there is no such file" : "there is no file " + name;
        }
        if (Files.isDirectory(path)) {
            return subject + "is a directory, not a file";
        }
        String why = e instanceof AccessDeniedException ? "permission denied" : String.valueOf(e.getMessage());
        return subject + "cannot be read: " + why;
    }

    private @Nullable SourceText decode(byte[] bytes, String name) {
        int start = startsWith(bytes, 0xEF, 0xBB, 0xBF) ? 3 : 0;
        if (startsWith(bytes, 0xFE, 0xFF) || startsWith(bytes, 0xFF, 0xFE)) {
            log.error(new Place.OfFile(name, order++), "", "written in UTF-16", "save it as UTF-8");
            return null;
        }
        ByteBuffer in = ByteBuffer.wrap(bytes, start, bytes.length - start);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CoderResult result = decoder.decode(in, out, true);
        out.flip();
        if (result.isError()) {
            int wrong = bytes[in.position()] & 0xFF;
            String text = out.toString();
            log.add(Problem.error(
                            new SourceText(name, order++, text).at(text.length()),
                            "",
                            String.format("the byte 0x%02X here is not UTF-8", wrong),
                            "save the file as UTF-8")
                    .withoutExcerpt());
            return null;
        }
        return new SourceText(name, order++, out.toString());
    }

    private static boolean startsWith(byte[] bytes, int... start) {
        if (bytes.length < start.length) {
            return false;
        }
        for (int i = 0; i < start.length; i++) {
            if ((bytes[i] & 0xFF) != start[i]) {
                return false;
            }
        }
        return true;
    }
}
