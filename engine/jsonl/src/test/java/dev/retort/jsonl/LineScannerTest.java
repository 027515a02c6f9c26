package dev.retort.jsonl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LineScannerTest {

    private static final int LIMIT = 3 << 20;

    private final FileSystem files = Jimfs.newFileSystem(Configuration.unix());
    private final Path file = files.getPath("/in.jsonl");

    @AfterEach
    void closeFiles() throws IOException {
        files.close();
    }

    @Test
    void takesLineFeedsAndCarriageReturnsBeforeThemOff() throws IOException {
        assertEquals(
                List.of("1@0 [a] \\n", "2@2 [b] \\n", "3@5 [] \\n", "4@6 [] \\n", "5@8 [c]"), scan("a\nb\r\n\n\r\nc"));
    }

    @Test
    void anEmptyFileHasNoLine() throws IOException {
        assertEquals(List.of(), scan(""));
        assertEquals(0, LineScanner.count(file));
    }

    @Test
    void skipsAByteOrderMarkAtTheStartAlone() throws IOException {
        assertEquals(List.of("1@3 [a] \\n", "2@5 [\ufeffb] \\n"), scan("\ufeffa\n\ufeffb\n"));
        assertEquals(List.of(), scan("\ufeff"));
        assertEquals(0, LineScanner.count(file));
    }

    @Test
    void keepsACarriageReturnThatEndsNoLine() throws IOException {
        assertEquals(List.of("1@0 [a\rb] control \\n", "2@4 [c\r] control"), scan("a\rb\nc\r"));
        assertEquals(List.of("1@0 [a\r] control \\n"), scan("a\r\r\n"));
    }

    @Test
    void tellsOfControlBytes() throws IOException {
        assertEquals(List.of("1@0 [a\tb] control \\n", "2@4 [c] \\n", "3@6 [\0\0d] control"), scan("a\tb\nc\n\0\0d"));
    }

    @Test
    void startsWhereItIsTold() throws IOException {
        write("first\nsecond\nthird\n");
        try (LineScanner lines = LineScanner.open(file, LIMIT, 6, 2)) {
            assertEquals(List.of("2@6 [second] \\n", "3@13 [third] \\n"), rest(lines));
        }
    }

    @Test
    void keepsTheStartOfALineThatIsTooLong() throws IOException {
        for (String end : new String[] {"\n", "\r\n", ""}) {
            for (int length :
                    new int[] {LIMIT - 1, LIMIT, LIMIT + 1, LIMIT + 2, LIMIT + 3, 2 * LIMIT, 5 * LIMIT + 17}) {
                String next = end.isEmpty() ? "" : "next\n";
                write("{}\n" + "x".repeat(length) + end + next);
                try (LineScanner lines = LineScanner.open(file, LIMIT)) {
                    assertTrue(lines.next());
                    assertTrue(lines.next());
                    assertEquals(length, lines.length());
                    assertEquals(length > LIMIT, lines.tooLong());
                    assertEquals(length > LIMIT ? LineScanner.PREFIX_BYTES : length, lines.to() - lines.from());
                    assertEquals('x', lines.buffer()[lines.to() - 1]);
                    assertEquals(3, lines.offset());
                    assertEquals(!end.isEmpty(), lines.terminated());
                    List<String> rest =
                            end.isEmpty() ? List.of() : List.of("3@" + (3 + length + end.length()) + " [next] \\n");
                    assertEquals(rest, rest(lines));
                }
            }
        }
    }

    @Test
    void aCarriageReturnAtTheEndOfAReadDoesNotMakeALineTooLong() throws IOException {
        int chunk = 256 * 1024;
        for (int limit = 4 * chunk - 4; limit <= 4 * chunk + 1; limit++) {
            write("x".repeat(limit) + "\r\nnext\n");
            try (LineScanner lines = LineScanner.open(file, limit)) {
                assertTrue(lines.next());
                assertFalse(lines.tooLong());
                assertEquals(limit, lines.to() - lines.from());
                assertEquals(List.of("2@" + (limit + 2) + " [next] \\n"), rest(lines));
            }
        }
    }

    @Test
    void agreesWithSplittingOnFilesOfAllSizes() throws IOException {
        Random random = new Random(11);
        for (int round = 0; round < 60; round++) {
            List<String> expected = new ArrayList<>();
            StringBuilder text = new StringBuilder();
            int longest = 1 << random.nextInt(21);
            while (text.length() < 3 << 20 && expected.size() < 2000) {
                String line = "x".repeat(random.nextInt(longest));
                boolean crlf = random.nextInt(4) == 0;
                expected.add((expected.size() + 1) + "@" + text.length() + " " + line.length());
                text.append(line).append(crlf ? "\r\n" : "\n");
            }
            write(text.toString());
            List<String> found = new ArrayList<>();
            try (LineScanner lines = LineScanner.open(file, LIMIT)) {
                while (lines.next()) {
                    found.add(lines.number() + "@" + lines.offset() + " " + lines.length());
                    assertFalse(lines.hasControlBytes());
                }
            }
            assertEquals(expected, found);
            assertEquals(expected.size(), LineScanner.count(file));
        }
    }

    @Test
    void countsTheLastLineWithoutANewline() throws IOException {
        write("a\nb\nc");
        assertEquals(3, LineScanner.count(file));
        write("a\nb\n");
        assertEquals(2, LineScanner.count(file));
    }

    @Test
    void refusesALimitThatMakesNoSense() {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> LineScanner.open(file, 1023));
        assertEquals("maxLineBytes must be from 1024 to 1073741824, found 1023", e.getMessage());
    }

    @Test
    void aDirectoryIsNoFile() {
        FileSystemException e =
                assertThrows(FileSystemException.class, () -> LineScanner.count(files.getPath("/work")));
        assertEquals("/work: is a directory, not a file", e.getMessage());
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        NoSuchFileException e = assertThrows(NoSuchFileException.class, () -> LineScanner.open(file, LIMIT));
        assertEquals("/in.jsonl", e.getMessage());
    }

    private List<String> scan(String text) throws IOException {
        write(text);
        try (LineScanner lines = LineScanner.open(file, LIMIT)) {
            return rest(lines);
        }
    }

    private static List<String> rest(LineScanner lines) throws IOException {
        List<String> found = new ArrayList<>();
        while (lines.next()) {
            byte[] line = Arrays.copyOfRange(lines.buffer(), lines.from(), lines.to());
            found.add(lines.number() + "@" + lines.offset() + " [" + new String(line, StandardCharsets.UTF_8) + "]"
                    + (lines.hasControlBytes() ? " control" : "")
                    + (lines.terminated() ? " \\n" : ""));
        }
        return found;
    }

    private void write(String text) throws IOException {
        Files.writeString(file, text);
    }
}
