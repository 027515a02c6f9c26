package dev.retort.core.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.FileAppender;
import dev.retort.core.secret.Masker;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.function.Consumer;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/** {@code run.log}: everything logged while the run lasts; warnings and errors also go to the console, in one line each. */
public final class RunLog implements AutoCloseable {

    private final LoggerContext context;
    private final Runnable restore;
    private final FileAppender<ILoggingEvent> file = new FileAppender<>();
    private final AppenderBase<ILoggingEvent> console;

    private RunLog(LoggerContext context, Runnable restore, Masker masker, Consumer<String> warning) {
        this.context = context;
        this.restore = restore;
        this.console = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                if (event.getLevel().isGreaterOrEqual(Level.WARN)) {
                    warning.accept(masker.mask(brief(event)));
                }
            }
        };
    }

    /** The message, with that of its throwable when it does not say that already; the trace is in the file. */
    private static String brief(ILoggingEvent event) {
        String message = event.getFormattedMessage();
        String cause = event.getThrowableProxy() == null
                ? null
                : event.getThrowableProxy().getMessage();
        return cause == null || message.contains(cause) ? message : message + ": " + cause;
    }

    /**
     * Begins to write. A file that cannot be opened is told as a warning.
     *
     * @param debug whether debug messages are written too
     * @param zone of the times in the file
     * @param warning takes the text of warnings and errors, masked
     */
    public static RunLog open(Path path, boolean debug, Masker masker, ZoneId zone, Consumer<String> warning) {
        RunLog log = over(LoggerFactory.getILoggerFactory(), masker, warning);
        LogLines lines = new LogLines(masker, zone);
        lines.setContext(log.context);
        lines.start();
        log.file.setContext(log.context);
        log.file.setName(path.toString());
        log.file.setFile(path.toString());
        log.file.setEncoder(lines);
        log.file.start();
        log.console.setContext(log.context);
        log.console.setName("console");
        log.console.start();
        log.root().addAppender(log.file);
        log.root().addAppender(log.console);
        log.root().setLevel(debug ? Level.DEBUG : Level.INFO);
        log.context.getLogger("org.pf4j").setLevel(Level.WARN);
        if (!log.file.isStarted()) {
            warning.accept(path.getFileName() + " of the run cannot be written");
        }
        return log;
    }

    private static RunLog over(ILoggerFactory factory, Masker masker, Consumer<String> warning) {
        if (factory instanceof DeferredLoggers deferred) {
            LoggerContext fresh = new LoggerContext();
            fresh.setMDCAdapter(new LogbackMDCAdapter());
            deferred.connect(fresh);
            return new RunLog(
                    fresh,
                    () -> {
                        deferred.connect(null);
                        fresh.stop();
                    },
                    masker,
                    warning);
        }
        if (factory instanceof LoggerContext context) { // without DeferredLogging, as in a test
            Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
            Level before = root.getLevel();
            return new RunLog(context, () -> root.setLevel(before), masker, warning);
        }
        throw new IllegalStateException("logging goes to " + factory.getClass().getName() + " instead of logback");
    }

    /** The logger of that name. */
    public org.slf4j.Logger logger(String name) {
        return context.getLogger(name);
    }

    private Logger root() {
        return context.getLogger(Logger.ROOT_LOGGER_NAME);
    }

    @Override
    public void close() {
        root().detachAppender(file);
        root().detachAppender(console);
        file.stop();
        console.stop();
        restore.run();
    }
}
