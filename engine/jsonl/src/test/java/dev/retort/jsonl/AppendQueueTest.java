package dev.retort.jsonl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.retort.jsonl.AppendQueue.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class AppendQueueTest {

    private static final Duration COMMIT = Duration.ofSeconds(2);
    private static final Duration WRITE = Duration.ofMillis(10);

    private final ManualClock clock = new ManualClock();
    private final AppendQueue queue =
            new AppendQueue(Path.of("out.jsonl"), new AppendOptions(3, COMMIT, WRITE, 10, 1000, Duration.ZERO), clock);
    private final AppendBatch batch = new AppendBatch();

    @Test
    void writesFirstAndCommitsLater() throws Exception {
        clock.jump(true);
        append();
        assertWork(Work.WRITE, 1, WRITE);
        assertWork(Work.COMMIT, 1, COMMIT.minus(WRITE));
    }

    @Test
    void writesWhatCameSinceTheLastWrite() throws Exception {
        clock.jump(true);
        append();
        assertWork(Work.WRITE, 1, WRITE);
        append();
        assertWork(Work.WRITE, 2, WRITE);
        append();
        assertWork(Work.COMMIT, 3, Duration.ZERO);
    }

    @Test
    void theIntervalOfARecordThatCameDuringACommitStartsWithIt() throws Exception {
        append();
        clock.advance(COMMIT);
        assertWork(Work.COMMIT, 1, Duration.ZERO);
        append();
        committed();
        clock.jump(true);
        assertWork(Work.WRITE, 1, WRITE);
        assertWork(Work.COMMIT, 1, COMMIT.minus(WRITE));
    }

    @Test
    void aClosedQueueHandsOutTheRestAndEnds() throws Exception {
        append();
        queue.close();
        assertWork(Work.COMMIT, 1, Duration.ZERO);
        committed();
        assertEquals(Work.END, queue.next(batch));
    }

    @Test
    void aFailedQueueTakesNothingAndHandsOverWhatWaited() throws Exception {
        append();
        queue.fail(new IOException("broken"), batch);
        assertEquals(1, batch.records());
        String message = "out.jsonl cannot be written: broken; 1 record was not kept";
        assertEquals(
                message, assertThrows(AppendFailedException.class, this::append).getMessage());
        assertEquals(
                message, assertThrows(AppendFailedException.class, queue::flush).getMessage());
    }

    private void append() throws Exception {
        queue.append(new byte[] {'x'}, 0, 1, () -> {});
    }

    private void committed() {
        queue.committed(batch);
        batch.clear();
    }

    private void assertWork(Work work, int records, Duration after) throws Exception {
        long start = clock.nanos();
        assertEquals(work, queue.next(batch));
        assertEquals(records, batch.records());
        assertEquals(after, Duration.ofNanos(clock.nanos() - start));
    }
}
