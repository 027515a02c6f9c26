package dev.retort.jsonl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JsonlReaderTest {

    private final Path directory;

    JsonlReaderTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void tellsTextFromBlankLinesAndLongOnes() throws IOException {
        Path file = directory.resolve("in.jsonl");
        Files.writeString(file, "{\"a\":1}\n \t\r\n" + "y".repeat(5000) + "\n{}");
        try (JsonlReader reader = JsonlReader.open(file, 4096)) {
            Line.Text first = assertInstanceOf(Line.Text.class, reader.next());
            assertEquals("{\"a\":1}", new String(first.bytes(), StandardCharsets.UTF_8));
            assertEquals(new Line.Blank(2, 8, true), reader.next());
            Line.TooLong third = assertInstanceOf(Line.TooLong.class, reader.next());
            assertEquals(3, third.number());
            assertEquals(12, third.offset());
            assertEquals(5000, third.length());
            assertEquals("y".repeat(1024), new String(third.prefix(), StandardCharsets.UTF_8));
            Line.Text last = assertInstanceOf(Line.Text.class, reader.next());
            assertEquals(4, last.number());
            assertEquals(5013, last.offset());
            assertEquals(false, last.terminated());
            assertNull(reader.next());
        }
    }

    @Test
    void readsOnAfterALineThatNeededALargeBuffer() throws IOException {
        Path file = directory.resolve("in.jsonl");
        String large = "y".repeat(20 << 20);
        Files.writeString(file, "{}\n" + large + "\n[1]\n" + large + "\n[2]\n");
        try (JsonlReader reader = JsonlReader.open(file, 1 << 26)) {
            for (String expected : new String[] {"{}", large, "[1]", large, "[2]"}) {
                Line.Text line = assertInstanceOf(Line.Text.class, reader.next());
                assertEquals(expected, new String(line.bytes(), StandardCharsets.UTF_8));
            }
            assertNull(reader.next());
        }
    }

    @Test
    void goesOnAtAnOffset() throws IOException {
        Path file = directory.resolve("in.jsonl");
        Files.writeString(file, "{}\n{\"b\":2}\n");
        try (JsonlReader reader = JsonlReader.open(file, 4096, 3, 2)) {
            Line.Text line = assertInstanceOf(Line.Text.class, reader.next());
            assertEquals("{\"b\":2}", new String(line.bytes(), StandardCharsets.UTF_8));
            assertEquals(2, line.number());
            assertEquals(3, line.offset());
        }
    }
}
