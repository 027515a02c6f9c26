package dev.retort.jsonl;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file line by line, each line in an array of its own. What a line is, and what becomes of a long one, stands with {@link
 * LineScanner}. For one thread.
 */
public final class JsonlReader implements Closeable {

    private final LineScanner lines;

    private JsonlReader(LineScanner lines) {
        this.lines = lines;
    }

    /**
     * Opens a file at its start.
     *
     * @param maxLineBytes a longer line becomes a {@link Line.TooLong}; at least {@value LineScanner#PREFIX_BYTES}, at most 1 GiB
     * @throws IOException when the file cannot be opened
     */
    public static JsonlReader open(Path file, int maxLineBytes) throws IOException {
        return new JsonlReader(LineScanner.open(file, maxLineBytes));
    }

    /**
     * Opens a file at a place where a line starts.
     *
     * @param maxLineBytes a longer line becomes a {@link Line.TooLong}; at least {@value LineScanner#PREFIX_BYTES}, at most 1 GiB
     * @param offset of the first byte to read, from the start of the file
     * @param firstNumber the number of the line that starts there
     * @throws IOException when the file cannot be opened
     */
    public static JsonlReader open(Path file, int maxLineBytes, long offset, long firstNumber) throws IOException {
        return new JsonlReader(LineScanner.open(file, maxLineBytes, offset, firstNumber));
    }

    /** The next line, or null at the end of the file. */
    public @Nullable Line next() throws IOException {
        if (!lines.next()) {
            return null;
        }
        if (lines.tooLong()) {
            return new Line.TooLong(lines.number(), lines.offset(), lines.terminated(), lines.copy(), lines.length());
        }
        if (lines.isBlank()) {
            return new Line.Blank(lines.number(), lines.offset(), lines.terminated());
        }
        return new Line.Text(lines.number(), lines.offset(), lines.terminated(), lines.copy());
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
