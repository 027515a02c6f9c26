package dev.retort.core.run;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A run as its {@code run.json} tells it.
 *
 * @param directory below the root of runs as that was given
 * @param name {@code run_20260209_153045}
 * @param taskName the {@code task_name}
 * @param taskType the {@code task_type}; empty when the file cannot be read
 * @param state where it stands, {@link RunState#DIED} when its process is gone
 * @param started when it began
 * @param duration until its end, or until it was last heard of
 * @param exitCode when it has ended
 * @param headline what came of it; empty when there is nothing
 * @param message why it failed; empty when it did not
 * @param host where it runs or ran
 * @param pid of its process; 0 when not known
 * @param updated when its file was last written
 * @param members the whole file, for who needs more; empty when it cannot be read
 */
public record RunSummary(
        Path directory,
        String name,
        String taskName,
        String taskType,
        RunState state,
        Optional<Instant> started,
        Optional<Duration> duration,
        OptionalInt exitCode,
        String headline,
        String message,
        String host,
        long pid,
        Optional<Instant> updated,
        Map<String, @Nullable Object> members) {}
