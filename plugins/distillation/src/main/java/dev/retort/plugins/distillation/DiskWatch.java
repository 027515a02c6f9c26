package dev.retort.plugins.distillation;

import dev.retort.jsonl.AppendListener;
import dev.retort.spi.TaskContext;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** Holds the run while the disk takes nothing, so that no answer is paid for that could not be kept, and tells the user. */
final class DiskWatch implements AppendListener {

    private final TaskContext context;
    private final Path shown;
    private final Duration patience;
    private final Hold hold;

    /** Watches one file, named as the user wrote it. */
    DiskWatch(TaskContext context, Path shown, Duration patience, Hold hold) {
        this.context = context;
        this.shown = shown;
        this.patience = patience;
        this.hold = hold;
    }

    @Override
    public void onStalled(IOException cause, long pendingRecords) {
        hold.stalled();
        context.say(String.format(
                Locale.ROOT,
                "cannot write %s: %s; %,d answers wait in memory, no new record is sent; trying again for %d s",
                shown,
                Output.reason(cause),
                pendingRecords,
                patience.toSeconds()));
    }

    @Override
    public void onResumed() {
        context.say("writing again: " + shown);
        hold.resumed();
    }
}
