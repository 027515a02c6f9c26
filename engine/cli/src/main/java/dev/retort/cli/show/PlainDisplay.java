package dev.retort.cli.show;

import dev.retort.core.run.ProgressDisplay;
import dev.retort.core.run.ProgressUpdate;
import dev.retort.core.run.RunDirectory;
import java.time.Duration;
import java.util.function.Consumer;

/** Progress as a plain line every ten seconds: for a log file, a pipe, a cluster job. */
public final class PlainDisplay implements ProgressDisplay {

    private static final Duration EVERY = Duration.ofSeconds(10);

    private final String title;
    private final Consumer<String> out;
    private final Consumer<String> err;
    private Duration shown = Duration.ZERO;

    /**
     * Takes where lines go.
     *
     * @param title of the task, in front of the run's directory
     * @param out takes what belongs to the result
     * @param err takes progress and warnings
     */
    public PlainDisplay(String title, Consumer<String> out, Consumer<String> err) {
        this.title = title;
        this.out = out;
        this.err = err;
    }

    @Override
    public synchronized void started(RunDirectory directory) {
        out.accept(title + " · run " + directory.path());
    }

    @Override
    public synchronized void say(String line) {
        out.accept(line);
    }

    @Override
    public synchronized void warn(String line) {
        err.accept("warning: " + line);
    }

    @Override
    public synchronized void progress(ProgressUpdate update) {
        if (!update.last() && update.elapsed().minus(shown).compareTo(EVERY) >= 0) {
            shown = update.elapsed();
            err.accept("  " + ProgressLine.plain(update));
        }
    }
}
