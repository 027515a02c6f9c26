package dev.retort.jsonl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class JsonlAppenderTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final FaultyDisk disk = new FaultyDisk();
    private final ManualClock clock = new ManualClock();
    private final Acknowledged heard = new Acknowledged();

    @Test
    void commitsWhenEnoughRecordsWait() throws Exception {
        try (JsonlAppender appender = open(options(3))) {
            append(appender, "a", "b");
            assertEquals(List.of(), heard.rest());
            append(appender, "c");
            assertEquals(List.of("a", "b", "c"), heard.next(3));
            assertEquals("a\nb\nc\n", disk.textAfterPowerCut());
            assertEquals(List.of("force 6"), disk.calls());
        }
    }

    @Test
    void commitsWhenTheFirstRecordHasWaitedLongEnough() throws Exception {
        try (JsonlAppender appender = open(options(100))) {
            append(appender, "a");
            clock.advance(HOUR.minusSeconds(1));
            append(appender, "b");
            assertEquals(List.of(), heard.rest());
            clock.advance(Duration.ofSeconds(1));
            assertEquals(List.of("a", "b"), heard.next(2));
            assertEquals(List.of("force 4"), disk.calls());
        }
    }

    @Test
    void handsRecordsToTheSystemBeforeTheyAreCommitted() throws Exception {
        AppendOptions options = new AppendOptions(100, HOUR, Duration.ofMillis(10), 100, 1000, Duration.ZERO);
        try (JsonlAppender appender = open(options)) {
            append(appender, "a");
            clock.advance(Duration.ofMillis(10));
            while (disk.text().isEmpty()) {
                Thread.onSpinWait();
            }
            assertEquals("a\n", disk.text());
            assertEquals("", disk.textAfterPowerCut());
            append(appender, "b");
            appender.flush();
            assertEquals("a\nb\n", disk.textAfterPowerCut());
            assertEquals(List.of("force 4"), disk.calls());
        }
    }

    @Test
    void flushWaitsUntilAllIsDurableAndAcknowledged() throws Exception {
        try (JsonlAppender appender = open(options(100))) {
            append(appender, "a", "b");
            assertEquals(2, appender.pendingRecords());
            appender.flush();
            assertEquals(List.of("a", "b"), heard.rest());
            assertEquals(0, appender.pendingRecords());
            assertEquals(4, appender.durableLength());
            appender.flush();
            assertEquals(List.of("force 4"), disk.calls());
        }
    }

    @Test
    void closeFlushesAndLetsTheFileGo() throws Exception {
        JsonlAppender appender = open(options(100));
        append(appender, "a");
        appender.close();
        assertEquals(List.of("a"), heard.rest());
        assertEquals("a\n", disk.textAfterPowerCut());
        assertTrue(disk.isClosed());
        appender.close();
        IllegalStateException e = assertThrows(IllegalStateException.class, () -> append(appender, "b"));
        assertEquals("the appender is closed", e.getMessage());
    }

    @Test
    void goesOnWhereTheFileEnds() throws Exception {
        disk.holding("{}\n");
        try (JsonlAppender appender = open(options(1))) {
            append(appender, "a");
        }
        assertEquals("{}\na\n", disk.textAfterPowerCut());
    }

    @Test
    void writesOnAfterShortWrites() throws Exception {
        disk.shortWrites(3);
        try (JsonlAppender appender = open(options(100))) {
            append(appender, "a long record", "another");
        }
        assertEquals("a long record\nanother\n", disk.textAfterPowerCut());
    }

    @Test
    void aFullQueueBlocksAndMakesTheWriterHurry() throws Exception {
        // Neither the size of a commit nor its interval is reached.
        try (JsonlAppender appender = open(options(100).withQueue(100, 10))) {
            append(appender, "1234", "5678", "9");
            assertEquals(List.of("1234", "5678"), heard.next(2));
        }
        assertEquals("1234\n5678\n9\n", disk.text());
    }

    @Test
    void aRecordLargerThanTheQueueGoesThroughAlone() throws Exception {
        String large = "x".repeat(3_000_000);
        try (JsonlAppender appender = open(options(100).withQueue(100, 10))) {
            append(appender, "a", large, "b");
        }
        assertEquals("a\n" + large + "\nb\n", disk.textAfterPowerCut());
    }

    @Test
    void aBlockedAppendCanBeInterrupted() throws Exception {
        disk.failWrites(Integer.MAX_VALUE);
        JsonlAppender appender = open(options(1).withQueue(1, 1000).withGiveUpAfter(HOUR));
        append(appender, "a");
        assertEquals("stalled: Input/output error, 1 pending", heard.next());
        Started blocked = new Started(() -> append(appender, "b")).waiting();
        blocked.interrupt();
        assertThrows(InterruptedException.class, blocked::end);
        disk.failWrites(0);
        clock.jump(true);
        appender.close();
        assertEquals("a\n", disk.textAfterPowerCut());
    }

    @Test
    void refusesALineFeedInARecord() throws Exception {
        try (JsonlAppender appender = open(options(1))) {
            assertEquals(
                    "a record is one line, but there is a line feed in this one",
                    assertThrows(IllegalArgumentException.class, () -> append(appender, "a\nb"))
                            .getMessage());
        }
        assertEquals("", disk.text());
    }

    @Test
    void anAcknowledgementThatThrowsStopsNobodyAndShowsAtTheEnd() throws Exception {
        JsonlAppender appender = open(options(2));
        appender.append(bytes("a"), () -> {
            throw new IllegalArgumentException("bug");
        });
        append(appender, "b");
        assertEquals("b", heard.next());
        IllegalStateException e = assertThrows(IllegalStateException.class, appender::close);
        assertEquals("an acknowledgement or a listener of out.jsonl has thrown", e.getMessage());
        assertEquals("java.lang.IllegalArgumentException: bug", String.valueOf(e.getCause()));
        assertEquals("a\nb\n", disk.textAfterPowerCut());
        assertTrue(disk.isClosed());
    }

    @Test
    void anAcknowledgementMustNotAppend() throws Exception {
        JsonlAppender appender = open(options(1));
        appender.append(bytes("a"), () -> assertThrows(IllegalStateException.class, () -> append(appender, "b")));
        appender.append(bytes("c"), () -> assertThrows(IllegalStateException.class, appender::flush));
        appender.close();
        assertEquals("a\nc\n", disk.textAfterPowerCut());
    }

    @Test
    void manyThreadsAppendAndEachRecordIsThereOnceAndWhole() throws Exception {
        clock.jump(true);
        JsonlAppender appender = open(options(16).withQueue(32, 1 << 20));
        List<Started> threads = IntStream.range(0, 4)
                .mapToObj(t -> new Started(() -> {
                    for (int i = 0; i < 500; i++) {
                        append(appender, t + "-" + i);
                    }
                }))
                .toList();
        for (Started thread : threads) {
            thread.end();
        }
        appender.close();
        List<String> lines = disk.textAfterPowerCut().lines().toList();
        assertEquals(2000, lines.size());
        assertEquals(lines, heard.rest());
        assertEquals(2000, lines.stream().distinct().count());
    }

    @Test
    void anIdleAppenderNeverWakes() throws Exception {
        try (JsonlAppender appender = JsonlAppender.open(Path.of("idle.jsonl"), disk, options(1), heard, clock)) {
            append(appender, "a");
            appender.flush();
            Thread writer = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().equals("jsonl-appender idle.jsonl"))
                    .findAny()
                    .orElseThrow();
            // A wait with a time limit would be TIMED_WAITING, forever.
            while (writer.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
        }
    }

    private JsonlAppender open(AppendOptions options) throws IOException {
        return JsonlAppender.open(Path.of("out.jsonl"), disk, options, heard, clock);
    }

    private void append(JsonlAppender appender, String... records) throws IOException, InterruptedException {
        for (String record : records) {
            appender.append(bytes(record), heard.of(record));
        }
    }

    private static AppendOptions options(int commitRecords) {
        return new AppendOptions(commitRecords, HOUR, HOUR, 1000, 1 << 20, Duration.ZERO);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
