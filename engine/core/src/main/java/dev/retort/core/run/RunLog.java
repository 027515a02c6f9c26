package dev.retort.core.run;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.FileAppender;
import dev.retort.core.secret.Masker;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.function.Consumer;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/** {@code run.log}: everything logged while the run lasts; warnings and errors also go to the console, in one line each. */
final class RunLog implements AutoCloseable {

    private final LoggerContext context;
    private final FileAppender<ILoggingEvent> file = new FileAppender<>();
    private final AppenderBase<ILoggingEvent> console;
    private final Level before;

    private RunLog(LoggerContext context, Masker masker, Consumer<String> warning) {
        this.context = context;
        this.before = root().getLevel();
        this.console = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                if (event.getLevel().isGreaterOrEqual(Level.WARN)) {
                    warning.accept(masker.mask(event.getFormattedMessage()));
                }
            }
        };
    }

    /**
     * Begins to write.
     *
     * @param debug whether debug messages are written too
     * @param warning takes the text of warnings and errors, masked
     */
    static RunLog open(Path path, boolean debug, Masker masker, ZoneId zone, Consumer<String> warning) {
        ILoggerFactory factory = LoggerFactory.getILoggerFactory();
        if (!(factory instanceof LoggerContext context)) {
            throw new IllegalStateException(
                    "logging goes to " + factory.getClass().getName() + " instead of logback");
        }
        RunLog log = new RunLog(context, masker, warning);
        LogLines lines = new LogLines(masker, zone);
        lines.setContext(context);
        lines.start();
        log.file.setContext(context);
        log.file.setName(path.toString());
        log.file.setFile(path.toString());
        log.file.setEncoder(lines);
        log.file.start();
        log.console.setContext(context);
        log.console.setName("console");
        log.console.start();
        log.root().addAppender(log.file);
        log.root().addAppender(log.console);
        log.root().setLevel(debug ? Level.DEBUG : Level.INFO);
        context.getLogger("org.pf4j").setLevel(Level.WARN);
        return log;
    }

    org.slf4j.Logger logger(String name) {
        return context.getLogger(name);
    }

    private Logger root() {
        return context.getLogger(Logger.ROOT_LOGGER_NAME);
    }

    @Override
    public void close() {
        root().detachAppender(file);
        root().detachAppender(console);
        root().setLevel(before);
        file.stop();
        console.stop();
    }
}
