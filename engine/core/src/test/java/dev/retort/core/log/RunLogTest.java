package dev.retort.core.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.LoggerContext;
import dev.retort.core.secret.Masker;
import dev.retort.spi.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class RunLogTest {

    private static final Masker KEY = Masker.of(List.of(Secret.of("KEY", "sesame-open")));

    private final Path file;
    private final List<String> warnings = new ArrayList<>();

    RunLogTest(@TempDir Path directory) {
        this.file = directory.resolve("run.log");
    }

    private RunLog open(boolean debug) {
        return RunLog.open(file, debug, KEY, ZoneOffset.UTC, warnings::add);
    }

    @Test
    void warningsGoToTheConsoleToo() throws IOException {
        try (RunLog log = open(false)) {
            Logger logger = log.logger("task");
            logger.debug("detail");
            logger.info("sesame-open said");
            logger.warn("careful: {}", "sesame-open");
            logger.error("failed", new IOException("sesame-open"));
        }
        assertEquals(List.of("careful: ***", "failed: ***"), warnings);
        List<String> lines = Files.readAllLines(file);
        assertTrue(lines.get(0).endsWith(" INFO  [" + Thread.currentThread().getName() + "] task: *** said"));
        assertTrue(lines.get(1).endsWith(" task: careful: ***"));
        assertEquals("java.io.IOException: ***", lines.get(3));
        assertTrue(lines.get(0).matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3} .*"), lines.get(0));
    }

    @Test
    void debugMessagesAreWrittenWhenAskedFor() throws IOException {
        try (RunLog log = open(true)) {
            log.logger("task").debug("detail");
        }
        assertTrue(Files.readString(file).contains(" DEBUG "));
    }

    @Test
    void aLibraryThatLogsByItselfIsHeardWhileTheRunLasts() throws IOException {
        Logger library = LoggerFactory.getLogger("some.library");
        library.error("before");
        try (RunLog log = open(false)) {
            library.info("during");
            log.logger("task").info("too");
        }
        library.error("after");
        String text = Files.readString(file);
        assertTrue(text.contains("some.library: during"));
        assertFalse(text.contains("before") || text.contains("after"));
        assertEquals(List.of(), warnings);
    }

    @Test
    void aFileThatCannotBeOpenedIsAWarning() throws IOException {
        Files.createDirectory(file);
        try (RunLog log = open(false)) {
            log.logger("task").info("nobody reads this");
        }
        assertEquals(List.of("run.log of the run cannot be written"), warnings);
    }

    @Test
    void deferredLoggersWriteOnlyWhileConnected() {
        DeferredLoggers loggers = new DeferredLoggers();
        Logger early = loggers.getLogger("early");
        assertFalse(early.isErrorEnabled());
        LoggerContext context = new LoggerContext();
        loggers.connect(context);
        assertTrue(early.isErrorEnabled());
        assertTrue(loggers.getLogger("late").isErrorEnabled());
        loggers.connect(null);
        assertFalse(early.isErrorEnabled());
        assertFalse(loggers.getLogger("late").isErrorEnabled());
        assertEquals(early, loggers.getLogger("early"));
    }
}
