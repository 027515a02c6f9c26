package dev.retort.cli.show;

import dev.retort.core.run.ProgressDisplay;
import dev.retort.core.run.ProgressUpdate;
import dev.retort.core.run.RunDirectory;
import java.io.IOError;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

/** Progress that is redrawn in place at the foot of a terminal, with what is said scrolling by above it. */
public final class LiveDisplay implements ProgressDisplay, AutoCloseable {

    private static final int WIDEST = 120;
    private static final int NARROWEST = 20;

    private final String title;
    private final Consumer<String> out;
    private final Consumer<String> err;
    private final Terminal terminal;
    private final Display display;
    private final @Nullable Object windowSignal;
    private volatile boolean resized;
    private Size size;
    private @Nullable ProgressUpdate latest;
    private boolean closed;

    LiveDisplay(String title, Consumer<String> out, Consumer<String> err, Terminal terminal, Size size) {
        this.title = title;
        this.out = out;
        this.err = err;
        this.terminal = terminal;
        this.size = size;
        this.display = new Display(terminal, false);
        this.windowSignal = Signals.register("WINCH", () -> resized = true);
    }

    /**
     * Takes over the terminal that standard error leads to.
     *
     * @param title of the task, in front of the run's directory
     * @param out takes what belongs to the result
     * @param err takes warnings
     * @return empty when there is no terminal that can move its cursor
     */
    public static Optional<LiveDisplay> open(String title, Consumer<String> out, Consumer<String> err) {
        try {
            Terminal terminal = TerminalBuilder.builder()
                    .system(true)
                    .systemOutput(TerminalBuilder.SystemOutput.ForcedSysErr)
                    .provider("exec")
                    .nativeSignals(false)
                    .dumb(false)
                    .build();
            Size size = terminal.getSize();
            if (size.getColumns() < NARROWEST || terminal.getType().startsWith(Terminal.TYPE_DUMB)) {
                terminal.close();
                return Optional.empty();
            }
            return Optional.of(new LiveDisplay(title, out, err, terminal, size));
        } catch (IOException | IOError | IllegalStateException e) {
            return Optional.empty(); // no terminal, or none that we can drive: plain lines do
        }
    }

    @Override
    public synchronized void started(RunDirectory directory) {
        above(out, title + " · run " + directory.path());
    }

    @Override
    public synchronized void say(String line) {
        above(out, line);
    }

    @Override
    public synchronized void warn(String line) {
        above(err, "warning: " + line);
    }

    @Override
    public synchronized void progress(ProgressUpdate update) {
        latest = update;
        draw();
    }

    private void above(Consumer<String> stream, String line) {
        erase();
        stream.accept(line);
        draw();
    }

    private void draw() {
        ProgressUpdate update = latest;
        if (closed || update == null) {
            return;
        }
        if (resized) {
            resized = false;
            measure();
        }
        int width = Math.min(WIDEST, size.getColumns() - 1);
        display.resize(size);
        List<AttributedString> lines = ProgressLine.live(update, width).stream()
                .map(AttributedString::new)
                .toList();
        display.update(lines, -1);
        terminal.flush();
    }

    /** Asks the terminal, which takes a process; when a signal kills that, the old size does for now. */
    private void measure() {
        try {
            size = terminal.getSize();
        } catch (IOError e) {
            resized = true;
        }
    }

    /** Leaves the cursor where the first line was: what is printed next would else be overwritten by the next drawing. */
    private void erase() {
        if (!closed && latest != null) {
            display.update(List.of(), 0);
            terminal.flush();
        }
    }

    /** Leaves the last state standing, or nothing when there was none, and gives the terminal back. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        erase();
        closed = true;
        Signals.unregister("WINCH", windowSignal);
        try {
            terminal.close();
        } catch (IOException e) {
            return; // the terminal is gone; there is nothing left to give back
        }
    }
}
