package dev.retort.cli.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.retort.core.json.JsonText;
import dev.retort.core.run.Pulse;
import dev.retort.core.run.Pulse.Beat;
import dev.retort.core.run.RunState;
import dev.retort.core.run.RunSummary;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StatusLinesTest {

    private static final Instant NOW = Instant.parse("2026-02-09T16:00:00Z");

    private static final String PROGRESS =
            """
            {"noun": "records", "succeeded": 31192, "failed": 12, "skipped": 0, "total": 50000, "per_second": 312.4,
             "seconds": 99.5, "seconds_left": 60.2, "failures": {"timeout_idle": 9, "content_filter": 3},
             "gauges": {"in flight": {"value": 212, "limit": 256, "unit": "count"},
                        "tokens": {"value": 41234, "unit": "tokens"},
                        "cost": {"value": 4.11, "unit": "dollars"}}}
            """;

    private static StatusLines status(RunState state, String headline, Beat beat, Duration silence) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("progress", new JsonText().read(PROGRESS));
        members.put("command", "java -jar engine.jar run-task my.yaml");
        return new StatusLines(
                new RunSummary(
                        Path.of("runs/humaneval_distill/run_20260209_153045"),
                        "run_20260209_153045",
                        "humaneval_distill",
                        "data_distillation",
                        state,
                        Optional.of(NOW.minusSeconds(120)),
                        Optional.of(Duration.ofSeconds(99)),
                        OptionalInt.empty(),
                        headline,
                        "",
                        "node7",
                        4711,
                        Optional.of(NOW.minus(silence)),
                        members),
                new Pulse(beat, silence),
                false,
                NOW);
    }

    @Test
    void oneLineSaysHowFarARunningOneIs() {
        assertEquals(
                "run_20260209_153045  humaneval_distill  running  31,204/50,000  312/s  eta 60s  errors 12"
                        + "  in flight 212/256  $4.11  pid 4711 on node7",
                status(RunState.RUNNING, "", Beat.BEATING, Duration.ofSeconds(1))
                        .line());
    }

    @Test
    void theSpeedOfASilentOneIsNotTold() {
        assertEquals(
                "run_20260209_153045  humaneval_distill  silent for 12m  31,204/50,000  errors 12  $4.11"
                        + "  pid 4711 on node7",
                status(RunState.RUNNING, "", Beat.SILENT, Duration.ofMinutes(12))
                        .line());
    }

    @Test
    void aDeadOneSaysWhatToDo() {
        StatusLines dead = status(RunState.DIED, "", Beat.GONE, Duration.ofSeconds(5));
        assertEquals(
                "run_20260209_153045  humaneval_distill  dead, was running: run the same command again"
                        + "  31,204/50,000  errors 12  $4.11  pid 4711 on node7",
                dead.line());
        assertEquals("java -jar engine.jar run-task my.yaml", dead.facts("x").get("again"));
        assertFalse(dead.facts("x").containsKey("cancel"));
        assertEquals("dead", dead.fields().get("state"));
    }

    @Test
    void aDeadOneWhoseTaskWasRunAgainNeedsNothing() {
        StatusLines dead = status(RunState.DIED, "", Beat.GONE, Duration.ofSeconds(5));
        StatusLines superseded = new StatusLines(dead.run(), dead.pulse(), true, NOW);
        assertEquals(
                "run_20260209_153045  humaneval_distill  dead, was running  31,204/50,000  errors 12  $4.11"
                        + "  pid 4711 on node7",
                superseded.line());
        assertFalse(superseded.facts("x").containsKey("again"));
    }

    @Test
    void anEndedOneSaysWhatCameOfIt() {
        assertEquals(
                "run_20260209_153045  humaneval_distill  some failed  1 min 39 s  49,961 answered, 39 failed",
                status(RunState.SOME_FAILED, "49,961 answered, 39 failed", Beat.ENDED, Duration.ZERO)
                        .line());
    }

    @Test
    void theFactsOfARunningOneHoldAllFiguresAndTheNextCommand() {
        assertEquals(
                """
                progress=62% of all records, 31,192 succeeded, 12 failed, 0 skipped
                failed=9 timeout_idle · 3 content_filter
                gauges=in flight 212/256 · tokens 41.2k · $4.11
                started=2 min 0 s ago
                heard=1.0 s ago
                cancel=java -jar engine.jar cancel run_20260209_153045
                """,
                status(RunState.RUNNING, "", Beat.BEATING, Duration.ofSeconds(1))
                        .facts("java -jar engine.jar")
                        .entrySet()
                        .stream()
                        .map(fact -> fact + "\n")
                        .reduce("", String::concat));
    }
}
