package dev.retort.jsonl;

import java.io.IOException;

/** Hears when a file cannot be written for a while. Called on the thread of the appender; must be short and must not append. */
public interface AppendListener {

    /**
     * A write failed, and is tried again from now on.
     *
     * @param cause a full disk, most often
     * @param pendingRecords how many records wait
     */
    void onStalled(IOException cause, long pendingRecords);

    /** Everything that waited is written. */
    void onResumed();

    /** Hears nothing. */
    static AppendListener none() {
        return new AppendListener() {
            @Override
            public void onStalled(IOException cause, long pendingRecords) {}

            @Override
            public void onResumed() {}
        };
    }
}
