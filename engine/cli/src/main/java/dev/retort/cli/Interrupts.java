package dev.retort.cli;

import dev.retort.core.run.CancellationSource;
import dev.retort.core.run.CancellationSource.Stage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

/** Turns Ctrl-C, SIGTERM and a closed terminal into wishes that the run end. */
final class Interrupts implements AutoCloseable {

    private final Map<String, @Nullable Object> before = new LinkedHashMap<>();

    private Interrupts() {}

    /** Listens until closed: the first signal drains the run, the second stops it. */
    static Interrupts listen(CancellationSource cancellation, Consumer<String> told) {
        Interrupts interrupts = new Interrupts();
        for (String name : new String[] {"INT", "TERM", "HUP"}) {
            interrupts.before.put(name, Signals.register(name, () -> signalled(cancellation, told)));
        }
        return interrupts;
    }

    private static void signalled(CancellationSource cancellation, Consumer<String> told) {
        Stage stage = cancellation.request();
        told.accept(
                stage == Stage.DRAIN
                        ? "stopping: what is under way is finished and kept; once more to stop at once"
                        : "stopping at once");
    }

    @Override
    public void close() {
        before.forEach(Signals::unregister);
    }
}
