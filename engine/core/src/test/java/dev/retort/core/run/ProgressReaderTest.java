package dev.retort.core.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.retort.core.json.JsonText;
import dev.retort.spi.Gauge;
import dev.retort.spi.ProgressSnapshot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProgressReaderTest {

    private static Optional<ProgressUpdate> read(@Nullable Object progress) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("progress", progress);
        return ProgressReader.of(new RunSummary(
                Path.of("run_1"),
                "run_1",
                "a",
                "probe",
                RunState.RUNNING,
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                "",
                "",
                "here",
                1,
                Optional.empty(),
                members));
    }

    @Test
    void whatAHeartbeatWritesIsReadBack() {
        ProgressUpdate update = new ProgressUpdate(
                new ProgressSnapshot(
                        "records",
                        31_204,
                        12,
                        7,
                        OptionalLong.of(50_000),
                        Map.of("timeout_idle", 12L),
                        List.of(
                                Gauge.count("in flight", 212, 256),
                                Gauge.rate("tokens", 1_234.5),
                                Gauge.seconds("p50", Duration.ofMillis(1_250)),
                                Gauge.dollars("cost", 4.11, 15.6))),
                Duration.ofMillis(99_500),
                312.25,
                Optional.of(Duration.ofSeconds(60)),
                false);
        JsonText json = new JsonText();
        assertEquals(Optional.of(update), read(json.read(json.pretty(RunRecord.progress(update)))));
    }

    @Test
    void whatIsNotKnownIsLeftOut() {
        JsonText json = new JsonText();
        ProgressUpdate update = new ProgressUpdate(
                new ProgressSnapshot("files", 3, 0, 0, OptionalLong.empty(), Map.of(), List.of()),
                Duration.ofSeconds(1),
                0,
                Optional.empty(),
                false);
        assertEquals(Optional.of(update), read(json.read(json.line(RunRecord.progress(update)))));
        assertEquals(Optional.empty(), read(null));
        assertEquals(Optional.empty(), read("71 %"));
    }

    @Test
    void membersThatMakeNoSenseDoNoHarm() {
        ProgressSnapshot snapshot = read(new JsonText()
                        .read(
                                "{\"noun\":7,\"succeeded\":\"***\",\"total\":\"many\",\"failures\":[1],\"per_second\":null,"
                                        + "\"gauges\":{\"a\":1,\"b\":{\"value\":\"***\"},\"c\":{\"value\":2,\"unit\":\"parsecs\"},"
                                        + "\"d\":{\"value\":2,\"unit\":\"count\",\"limit\":\"x\"}}}"))
                .orElseThrow()
                .snapshot();
        assertEquals(
                new ProgressSnapshot("records", 0, 0, 0, OptionalLong.empty(), Map.of(), List.of(Gauge.count("d", 2))),
                snapshot);
    }
}
