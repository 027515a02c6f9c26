package dev.retort.jsonl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(180)
final class AppenderCrashTest {

    private static final int ROUNDS = 6;
    private static final int IDS_A_ROUND = 200_000;
    private static final MemberNames ID = MemberNames.of("id");

    private final Path file;

    AppenderCrashTest(@TempDir Path directory) {
        this.file = directory.resolve("out.jsonl");
    }

    @Test
    void whatAKilledProcessHasAcknowledgedIsThereAndEveryLineIsWhole() throws Exception {
        Random random = new Random(20);
        BitSet acknowledged = new BitSet();
        for (int round = 0; round < ROUNDS; round++) {
            try (AppendingProcess process = AppendingProcess.start(file, round * IDS_A_ROUND, true)) {
                assertEquals("open", process.line());
                for (int lines = random.nextInt(400); lines > 0; lines--) {
                    acknowledge(acknowledged, process.line());
                }
                process.kill();
                // Acknowledged before the kill and not yet read; the last line may be cut off.
                String before = null;
                for (String line = process.line(); line != null; line = process.line()) {
                    acknowledge(acknowledged, before);
                    before = line;
                }
            }
            JsonlAppender.open(file, AppendOptions.defaults(), AppendListener.none())
                    .close();
            BitSet found = found();
            BitSet lost = (BitSet) acknowledged.clone();
            lost.andNot(found);
            assertTrue(lost.isEmpty(), "acknowledged, but lost: " + lost);
        }
        assertTrue(acknowledged.cardinality() > 0);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void twoProcessesCannotHaveTheSameFile(boolean reading) throws Exception {
        try (AppendingProcess first = AppendingProcess.start(file, 0, reading)) {
            assertEquals("open", first.line());
            FileInUseException e = assertThrows(
                    FileInUseException.class,
                    () -> JsonlAppender.open(file, AppendOptions.defaults(), AppendListener.none()));
            assertEquals(
                    file + " is being written by process " + first.pid()
                            + "; wait until that has ended, or write to another file",
                    e.getMessage());
            assertEquals(file, e.file());
            first.kill();
        }
        JsonlAppender.open(file, AppendOptions.defaults(), AppendListener.none())
                .close();
    }

    @Test
    void twoAppendersOfOneProcessCannotHaveTheSameFileAndTheFirstKeepsIt() throws Exception {
        try (JsonlAppender first = JsonlAppender.open(file, AppendOptions.defaults(), AppendListener.none())) {
            LineScanner.count(file);
            FileInUseException e = assertThrows(
                    FileInUseException.class,
                    () -> JsonlAppender.open(file, AppendOptions.defaults(), AppendListener.none()));
            assertEquals(
                    file + " is being written by another task of this process; wait until that has ended,"
                            + " or write to another file",
                    e.getMessage());
            assertTrue(first.lockProblem().isEmpty());
            try (AppendingProcess other = AppendingProcess.start(file, 0, false)) {
                assertEquals(
                        file + " is being written by process "
                                + ProcessHandle.current().pid()
                                + "; wait until that has ended, or write to another file",
                        other.line());
            }
        }
    }

    private static void acknowledge(BitSet acknowledged, @Nullable String line) {
        if (line != null) {
            acknowledged.set(Integer.parseInt(line));
        }
    }

    private BitSet found() throws IOException, JsonRecordException {
        BitSet found = new BitSet();
        try (LineScanner lines = LineScanner.open(file, 1 << 26)) {
            while (lines.next()) {
                JsonRecord record = JsonRecord.parse(lines.buffer(), lines.from(), lines.to(), ID);
                int id = Integer.parseInt(record.text(0));
                assertTrue(!found.get(id), "there twice: " + id);
                assertTrue(lines.terminated());
                found.set(id);
            }
        }
        return found;
    }
}
