package dev.retort.core.run;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Makes sense of a {@code run.json}, whatever is missing in it, and finds out whether a run that says so still runs. */
final class SummaryReader {

    /** A start time is worked out from the time of booting, which moves a little when the clock is set. */
    private static final Duration SAME_START = Duration.ofSeconds(5);

    /** A run of another machine that has not been heard of for so long is taken for dead; its heart beats every 2 s. */
    private static final Duration SILENT = Duration.ofMinutes(10);

    private final Machine machine;
    private final InstantSource clock;
    private final LongFunction<Optional<ProcessHandle>> processes;

    SummaryReader(Machine machine, InstantSource clock, LongFunction<Optional<ProcessHandle>> processes) {
        this.machine = machine;
        this.clock = clock;
        this.processes = processes;
    }

    RunSummary read(Path directory, Map<String, @Nullable Object> members) {
        String taskName = text(members, "task_name");
        Path parent = directory.getParent();
        Optional<Instant> started = time(members, "started");
        Optional<Instant> updated = time(members, "updated");
        Optional<Instant> until = time(members, "ended").or(() -> updated);
        return new RunSummary(
                directory,
                directory.getFileName().toString(),
                taskName.isEmpty() && parent != null ? parent.getFileName().toString() : taskName,
                text(members, "task_type"),
                state(members),
                started,
                started.flatMap(from -> until.map(to -> Duration.between(from, to))),
                members.get("exit_code") instanceof Number code ? OptionalInt.of(code.intValue()) : OptionalInt.empty(),
                text(members, "headline"),
                text(members, "message"),
                text(members, "host"),
                members.get("pid") instanceof Number pid ? pid.longValue() : 0,
                updated,
                members);
    }

    Pulse pulse(RunSummary run) {
        return Pulse.of(run, machine.host(), clock.instant());
    }

    private RunState state(Map<String, @Nullable Object> members) {
        RunState written = RunState.ofKey(text(members, "state")).orElse(RunState.UNKNOWN);
        return written == RunState.RUNNING && !alive(members) ? RunState.DIED : written;
    }

    private boolean alive(Map<String, @Nullable Object> members) {
        boolean heard = time(members, "updated")
                .map(updated -> Duration.between(updated, clock.instant()).compareTo(SILENT) < 0)
                .orElse(false);
        if (!text(members, "host").equals(machine.host()) || !(members.get("pid") instanceof Number pid)) {
            return heard;
        }
        Optional<Instant> start = time(members, "process_started");
        return processes
                .apply(pid.longValue())
                .map(process -> start.isEmpty()
                        || process.info()
                                .startInstant()
                                .map(actual -> Duration.between(actual, start.get())
                                                .abs()
                                                .compareTo(SAME_START)
                                        <= 0)
                                .orElse(true))
                .orElse(false);
    }

    static Map<String, @Nullable Object> strings(Map<?, ?> map) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        map.forEach((key, value) -> members.put(String.valueOf(key), value));
        return members;
    }

    private static String text(Map<String, @Nullable Object> members, String key) {
        return members.get(key) instanceof String text ? text : "";
    }

    private static Optional<Instant> time(Map<String, @Nullable Object> members, String key) {
        try {
            String text = text(members, key);
            return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
