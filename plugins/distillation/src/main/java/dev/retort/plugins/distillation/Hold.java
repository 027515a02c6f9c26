package dev.retort.plugins.distillation;

import dev.retort.model.ChatClient;
import org.jspecify.annotations.Nullable;

/** Keeps the client from sending while nothing could be kept; the disk may fail before there is a client. */
final class Hold {

    private @Nullable ChatClient client;
    private int stalled;

    /** One more file cannot be written. */
    synchronized void stalled() {
        stalled++;
        apply();
    }

    /** A file that could not be written can be again. */
    synchronized void resumed() {
        stalled--;
        apply();
    }

    /** From now on it is this client. */
    synchronized void attach(ChatClient other) {
        client = other;
        apply();
    }

    private void apply() {
        if (client != null) {
            client.hold(stalled > 0);
        }
    }
}
