package dev.retort.core.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.retort.spi.TaskResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CancelFromAnotherShellTest {

    private final Fixture fixture;
    private final Runs runs;

    CancelFromAnotherShellTest(@TempDir Path root) {
        this.fixture = new Fixture(root);
        this.runs = new Runs(root.resolve("runs"), Machine.current(), InstantSource.system());
    }

    private void cancel(boolean now) {
        try {
            runs.requestCancel(runs.find("latest").orElseThrow(), now);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theFileDrains() {
        RunOutcome outcome = fixture.run(context -> {
            CountDownLatch asked = new CountDownLatch(1);
            context.cancellation().onRequest(asked::countDown);
            cancel(false);
            asked.await();
            return new TaskResult(TaskResult.Outcome.CANCELLED, "drained", Map.of(), List.of(), List.of());
        });
        assertEquals("drained", outcome.headline());
        assertEquals(
                "stopping, as another shell asks: what is under way is finished and kept",
                fixture.said.get(fixture.said.size() - 1));
        assertEquals(CancellationSource.Stage.DRAIN, fixture.cancellation.stage());
    }

    @Test
    void theWordNowStopsAtOnce() {
        RunOutcome outcome = fixture.run(context -> {
            cancel(true);
            new CountDownLatch(1).await();
            return Fixture.FINE;
        });
        assertEquals(ExitCode.CANCELLED, outcome.exitCode());
    }
}
