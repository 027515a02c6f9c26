package dev.retort.core.run;

import dev.retort.spi.Cancellation;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * The user's wish that the run end, from the side of the engine: the first {@link #request()} asks the task to finish what is
 * under way, the second asks it to stop at once.
 */
public final class CancellationSource implements Cancellation {

    /** How urgent the wish is. */
    public enum Stage {
        NONE,
        DRAIN,
        STOP_NOW
    }

    private final Object lock = new Object();
    private final List<Runnable> onDrain = new ArrayList<>();
    private final List<Runnable> onStop = new ArrayList<>();
    private volatile Stage stage = Stage.NONE;

    /** Takes one wish to end: a Ctrl-C, a SIGTERM. The actions run on the calling thread before this returns. */
    public Stage request() {
        return raise(stage == Stage.NONE ? Stage.DRAIN : Stage.STOP_NOW);
    }

    /** Asks at least for this stage; what was asked before is not taken back. */
    public Stage raise(Stage wanted) {
        List<Runnable> actions = new ArrayList<>();
        synchronized (lock) {
            if (wanted.compareTo(stage) <= 0) {
                return stage;
            }
            if (stage == Stage.NONE) {
                actions.addAll(onDrain);
                onDrain.clear();
            }
            if (wanted == Stage.STOP_NOW) {
                actions.addAll(onStop);
                onStop.clear();
            }
            stage = wanted;
        }
        actions.forEach(CancellationSource::run);
        return wanted;
    }

    /** How urgent the wish is so far. */
    public Stage stage() {
        return stage;
    }

    @Override
    public boolean requested() {
        return stage != Stage.NONE;
    }

    @Override
    public Registration onRequest(Runnable action) {
        return register(onDrain, Stage.DRAIN, action);
    }

    /** Like {@link #onRequest}, for the wish to stop at once. */
    public Registration onStopNow(Runnable action) {
        return register(onStop, Stage.STOP_NOW, action);
    }

    private Registration register(List<Runnable> actions, Stage from, Runnable action) {
        Runnable once = new Once(action);
        synchronized (lock) {
            if (stage.compareTo(from) < 0) {
                actions.add(once);
                return () -> {
                    synchronized (lock) {
                        actions.remove(once);
                    }
                };
            }
        }
        run(once);
        return () -> {};
    }

    private static void run(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | LinkageError e) { // code of a plugin; the others must still run
            LoggerFactory.getLogger(CancellationSource.class).warn("an action on cancellation failed", e);
        }
    }

    /** Gives each registration an identity of its own, even when one action is registered twice. */
    private static final class Once implements Runnable {
        private final Runnable action;

        Once(Runnable action) {
            this.action = action;
        }

        @Override
        public void run() {
            action.run();
        }
    }
}
