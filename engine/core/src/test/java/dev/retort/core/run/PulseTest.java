package dev.retort.core.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retort.core.run.Pulse.Beat;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PulseTest {

    private static final Instant NOW = Instant.parse("2026-02-09T16:00:00Z");

    private static Pulse of(RunState state, String host, Optional<Instant> updated) {
        return Pulse.of(
                new RunSummary(
                        Path.of("runs/a/run_1"),
                        "run_1",
                        "a",
                        "probe",
                        state,
                        Optional.empty(),
                        Optional.empty(),
                        OptionalInt.empty(),
                        "",
                        "",
                        host,
                        4711,
                        updated,
                        Map.of()),
                "here",
                NOW);
    }

    private static Optional<Instant> ago(Duration span) {
        return Optional.of(NOW.minus(span));
    }

    @Test
    void aRunThatWroteAMomentAgoBeats() {
        Pulse pulse = of(RunState.RUNNING, "here", ago(Duration.ofSeconds(2)));
        assertEquals(new Pulse(Beat.BEATING, Duration.ofSeconds(2)), pulse);
        assertTrue(pulse.mayRun());
    }

    @Test
    void aRunIsSilentAfterAMinuteWhereverItRuns() {
        assertEquals(
                Beat.BEATING,
                of(RunState.RUNNING, "node7", ago(Duration.ofSeconds(60))).beat());
        assertEquals(
                Beat.SILENT,
                of(RunState.RUNNING, "node7", ago(Duration.ofSeconds(61))).beat());
        assertEquals(
                Beat.SILENT,
                of(RunState.RUNNING, "here", ago(Duration.ofSeconds(61))).beat());
    }

    @Test
    void nobodyCanSayThatARunOfAnotherMachineIsGone() {
        Pulse pulse = of(RunState.DIED, "node7", ago(Duration.ofHours(3)));
        assertEquals(new Pulse(Beat.SILENT, Duration.ofHours(3)), pulse);
        assertTrue(pulse.mayRun());
    }

    @Test
    void aRunOfThisMachineWithoutItsProcessIsGone() {
        assertEquals(
                Beat.GONE, of(RunState.DIED, "here", ago(Duration.ofSeconds(1))).beat());
        assertEquals(Beat.GONE, of(RunState.DIED, "", Optional.empty()).beat());
        assertFalse(of(RunState.DIED, "here", ago(Duration.ofSeconds(1))).mayRun());
    }

    @Test
    void theClockOfAnotherMachineMayBeAhead() {
        assertEquals(
                new Pulse(Beat.BEATING, Duration.ZERO), of(RunState.RUNNING, "node7", ago(Duration.ofMinutes(-5))));
    }

    @Test
    void aRunThatToldItsEndHasEnded() {
        assertEquals(
                Beat.ENDED, of(RunState.DONE, "here", ago(Duration.ofDays(1))).beat());
        assertEquals(
                Beat.ENDED,
                of(RunState.CANCELLED, "node7", ago(Duration.ofDays(1))).beat());
        assertEquals(Beat.UNREADABLE, of(RunState.UNKNOWN, "", Optional.empty()).beat());
    }
}
