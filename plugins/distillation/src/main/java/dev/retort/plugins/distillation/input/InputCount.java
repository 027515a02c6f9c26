package dev.retort.plugins.distillation.input;

import dev.retort.jsonl.LineScanner;
import java.io.IOException;
import java.nio.file.Path;

/**
 * How much there is to do.
 *
 * @param lines of the file
 * @param records lines that are not blank
 */
public record InputCount(long lines, long records) {

    /** Enough of a line to see that it is not blank. */
    private static final int LOOKED_AT = 64 * 1_024;

    /** Counts, at the speed of the disk. */
    public static InputCount of(Path input) throws IOException {
        long lines = 0;
        long blank = 0;
        try (LineScanner scanner = LineScanner.open(input, LOOKED_AT)) {
            while (scanner.next()) {
                lines++;
                if (scanner.isBlank()) {
                    blank++;
                }
            }
        }
        return new InputCount(lines, lines - blank);
    }
}
