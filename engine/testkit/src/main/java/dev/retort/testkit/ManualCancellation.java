package dev.retort.testkit;

import dev.retort.spi.Cancellation;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A cancellation that a test requests. */
public final class ManualCancellation implements Cancellation {

    private final Set<Runnable> actions = new LinkedHashSet<>();
    private boolean requested;

    /** Does what the first Ctrl-C does. */
    public void request() {
        List<Runnable> due;
        synchronized (actions) {
            requested = true;
            due = List.copyOf(actions);
            actions.clear();
        }
        due.forEach(Runnable::run);
    }

    @Override
    public boolean requested() {
        synchronized (actions) {
            return requested;
        }
    }

    @Override
    public Registration onRequest(Runnable action) {
        synchronized (actions) {
            if (!requested) {
                actions.add(action);
                return () -> remove(action);
            }
        }
        action.run();
        return () -> {};
    }

    private void remove(Runnable action) {
        synchronized (actions) {
            actions.remove(action);
        }
    }
}
