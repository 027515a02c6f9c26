package dev.retort.cli.show;

import dev.retort.core.run.ProgressDisplay;
import dev.retort.core.run.ProgressUpdate;
import dev.retort.core.run.RunDirectory;
import java.util.function.Consumer;

/** Shows warnings and nothing else. */
public final class QuietDisplay implements ProgressDisplay {

    private final Consumer<String> err;

    public QuietDisplay(Consumer<String> err) {
        this.err = err;
    }

    @Override
    public void started(RunDirectory directory) {}

    @Override
    public void say(String line) {}

    @Override
    public void warn(String line) {
        err.accept("warning: " + line);
    }

    @Override
    public void progress(ProgressUpdate update) {}
}
