package dev.retort.core.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether a run that never said that it has ended can still be heard: by its process where that runs on this machine, else by its
 * heartbeat alone.
 *
 * @param silence since its files were last written; clocks of two machines may differ, so never less than zero
 */
public record Pulse(Beat beat, Duration silence) {

    /** A heartbeat comes every 2 s; a run that missed so many is worth a word, though it may only wait for its disk. */
    private static final Duration SILENT = Duration.ofSeconds(60);

    /** What is heard. */
    public enum Beat {
        BEATING,
        /** It may still run: its process is there but does not write, or it runs on another machine. */
        SILENT,
        /** It ran on this machine, and its process is gone. */
        GONE,
        /** It has told how it ended. */
        ENDED,
        /** Its {@code run.json} cannot be read. */
        UNREADABLE
    }

    static Pulse of(RunSummary run, String host, Instant now) {
        Optional<Duration> heard = run.updated().map(updated -> Duration.between(updated, now));
        Duration silence = heard.filter(span -> !span.isNegative()).orElse(Duration.ZERO);
        Beat beat =
                switch (run.state()) {
                    case RUNNING -> silence.compareTo(SILENT) > 0 ? Beat.SILENT : Beat.BEATING;
                    case DIED -> run.host().equals(host) || heard.isEmpty() ? Beat.GONE : Beat.SILENT;
                    case UNKNOWN -> Beat.UNREADABLE;
                    case DONE, SOME_FAILED, CANCELLED, FAILED -> Beat.ENDED;
                };
        return new Pulse(beat, silence);
    }

    /** Whether it may be at work. */
    public boolean mayRun() {
        return beat == Beat.BEATING || beat == Beat.SILENT;
    }
}
