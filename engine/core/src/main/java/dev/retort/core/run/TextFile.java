package dev.retort.core.run;

import dev.retort.jsonl.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Writes a text that others see either in the old form or in the new one, never in between. */
final class TextFile {

    private TextFile() {}

    /**
     * Writes the text.
     *
     * @param force whether it must survive a power failure once this returns
     */
    static void write(Path file, String text, boolean force) throws IOException {
        WholeFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)), force);
    }
}
