package dev.retort.core.run;

import dev.retort.spi.ProgressSnapshot;
import java.time.Duration;
import java.util.Optional;

/**
 * What a display of progress needs to know at one moment.
 *
 * @param snapshot what the task says
 * @param elapsed since the task began to show progress
 * @param perSecond finished ones a second: over the last ten seconds, in the last update over the whole time
 * @param remaining how long the rest will take at this rate, when total and rate are known
 * @param last whether the work is done and the display ends
 */
public record ProgressUpdate(
        ProgressSnapshot snapshot, Duration elapsed, double perSecond, Optional<Duration> remaining, boolean last) {}
