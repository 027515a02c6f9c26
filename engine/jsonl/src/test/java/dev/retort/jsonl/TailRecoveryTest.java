package dev.retort.jsonl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TailRecoveryTest {

    private static final String GOOD = "{\"a\":1}\n{\"b\":\"\u4e2d\"}\r\n";
    private static final long GOOD_BYTES = 8 + 13;

    private final Path file;
    private final Path torn;

    TailRecoveryTest(@TempDir Path directory) {
        this.file = directory.resolve("out.jsonl");
        this.torn = directory.resolve("out.jsonl.torn");
    }

    @BeforeEach
    void removeFiles() throws IOException {
        Files.deleteIfExists(file);
        Files.deleteIfExists(torn);
    }

    @Test
    void aNewFileAndAWholeOneAreClean() throws IOException {
        assertEquals(new Recovery.Clean(), recover());
        assertEquals("", Files.readString(file));
        assertEquals(new Recovery.Clean(), recover(GOOD));
        assertEquals(GOOD, Files.readString(file));
        assertEquals(new Recovery.Clean(), recover("\n"));
        assertFalse(Files.exists(torn));
    }

    @Test
    void mendsALineCutOffAtAnyByte() throws IOException {
        String last = "{\"id\":7,\"text\":\"\u4e2d\\n}\",\"m\":{\"n\":[1,2]}}";
        byte[] whole = (GOOD + last + "\n").getBytes(StandardCharsets.UTF_8);
        int lastBytes = last.getBytes(StandardCharsets.UTF_8).length;
        for (int kept = 0; kept <= lastBytes + 1; kept++) {
            removeFiles();
            byte[] cut = new byte[(int) GOOD_BYTES + kept];
            System.arraycopy(whole, 0, cut, 0, cut.length);
            Recovery recovery = recover(cut);
            if (kept == 0 || kept == lastBytes + 1) {
                assertEquals(new Recovery.Clean(), recovery);
            } else if (kept == lastBytes) {
                assertEquals(new Recovery.NewlineAdded(GOOD_BYTES), recovery);
            } else {
                assertEquals(new Recovery.TornSetAside(GOOD_BYTES, kept, torn), recovery);
                byte[] aside = Files.readAllBytes(torn);
                assertEquals(kept + 1, aside.length);
                assertEquals(
                        new String(cut, (int) GOOD_BYTES, kept, StandardCharsets.ISO_8859_1) + "\n",
                        new String(aside, StandardCharsets.ISO_8859_1));
            }
            assertEquals(kept < lastBytes ? GOOD : GOOD + last + "\n", Files.readString(file));
        }
    }

    @Test
    void setsAFirstLineAsideToo() throws IOException {
        assertEquals(new Recovery.TornSetAside(0, 5, torn), recover("{\"a\":"));
        assertEquals("", Files.readString(file));
    }

    @Test
    void addsToWhatWasSetAsideBefore() throws IOException {
        recover(GOOD + "{\"x");
        recover(GOOD + "nonsense");
        assertEquals("{\"x\nnonsense\n", Files.readString(torn));
        assertEquals(GOOD, Files.readString(file));
    }

    @Test
    void mendsLinesLongerThanABuffer() throws IOException {
        String text = "{\"x\":\"" + "y".repeat(700_000);
        assertEquals(new Recovery.TornSetAside(GOOD_BYTES, text.length(), torn), recover(GOOD + text));
        assertEquals(text + "\n", Files.readString(torn));
        assertEquals(new Recovery.NewlineAdded(GOOD_BYTES), recover(GOOD + text + "\"}"));
        assertEquals(GOOD + text + "\"}\n", Files.readString(file));
    }

    @Test
    void knowsAUsersFileWithAByteOrderMarkAndNoLastNewline() throws IOException {
        assertEquals(new Recovery.NewlineAdded(0), recover("\ufeff{}"));
    }

    @Test
    void setsAsideFromTheFirstZeroOnThatAPowerCutLeft() throws IOException {
        String zeros = "\0".repeat(5000);
        for (String tail : new String[] {
            zeros,
            "{\"x" + zeros,
            zeros + "\n",
            "{\"x" + zeros + "\"}\n{}\n",
            zeros + "{}\n" + zeros + "{}\n",
            "{}" + zeros
        }) {
            removeFiles();
            assertEquals(new Recovery.TornSetAside(GOOD_BYTES, tail.length(), torn), recover(GOOD + tail));
            assertEquals(GOOD, Files.readString(file));
            assertEquals(tail + "\n", Files.readString(torn));
        }
    }

    @Test
    void leavesZerosAloneThatAreFurtherBackThanACrashReaches() throws IOException {
        FaultyDisk disk = new FaultyDisk().holding("\0\n" + "{}\n".repeat(100));
        disk.shortWrites(7);
        assertEquals(new Recovery.Clean(), new TailRecovery(disk, file).recover(200));
        assertEquals(new Recovery.TornSetAside(0, 302, torn), new TailRecovery(disk, file).recover(302));
    }

    @Test
    void saysSoWhenTheFileCannotBeMended() throws IOException {
        FaultyDisk disk = new FaultyDisk().holding("{}\n{");
        disk.failTruncates(1);
        IOException e = assertThrows(IOException.class, () -> new TailRecovery(disk, file).recover(200));
        assertEquals(file + ": the end of the file cannot be read or mended: Read-only file system", e.getMessage());
        assertEquals("{}\n{", disk.text());
        assertEquals("{\n", Files.readString(torn));
    }

    @Test
    void worksOnAFileSystemInMemory() throws Exception {
        try (FileSystem files = Jimfs.newFileSystem(Configuration.unix())) {
            Path inMemory = files.getPath("/out.jsonl");
            Files.writeString(inMemory, "{}\n{\"x");
            try (JsonlAppender appender =
                    JsonlAppender.open(inMemory, AppendOptions.defaults(), AppendListener.none())) {
                assertEquals(new Recovery.TornSetAside(3, 3, files.getPath("/out.jsonl.torn")), appender.recovery());
                appender.append("[]".getBytes(StandardCharsets.UTF_8), () -> {});
            }
            assertEquals("{}\n[]\n", Files.readString(inMemory));
        }
    }

    @Test
    void refusesAnythingButAFile() {
        Path directory = file.resolveSibling(".").normalize();
        IOException e = assertThrows(
                IOException.class,
                () -> JsonlAppender.open(directory, AppendOptions.defaults(), AppendListener.none()));
        assertEquals(
                directory + " is no regular file; give the path of a file, or of one that is to be made",
                e.getMessage());
    }

    private Recovery recover(String text) throws IOException {
        return recover(text.getBytes(StandardCharsets.UTF_8));
    }

    private Recovery recover(byte[] bytes) throws IOException {
        Files.write(file, bytes);
        return recover();
    }

    private Recovery recover() throws IOException {
        try (JsonlAppender appender = JsonlAppender.open(file, AppendOptions.defaults(), AppendListener.none())) {
            return appender.recovery();
        }
    }
}
