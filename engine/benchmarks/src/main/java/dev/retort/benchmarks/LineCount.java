package dev.retort.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The least that can be done with a file of lines: the reference for a rerun. */
final class LineCount {

    private LineCount() {}

    /** Argument: the file. */
    public static void main(String[] args) throws IOException {
        byte[] buffer = new byte[1 << 20];
        long lines = 0;
        try (InputStream in = Files.newInputStream(Path.of(args[0]))) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                for (int i = 0; i < read; i++) {
                    if (buffer[i] == '\n') {
                        lines++;
                    }
                }
            }
        }
        System.out.println(lines);
    }
}
