package dev.retort.core.log;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.helpers.NOPLogger;
import org.slf4j.helpers.SubstituteLogger;

/** Hands out loggers that write nothing until they are connected to others. */
final class DeferredLoggers implements ILoggerFactory {

    private final Map<String, SubstituteLogger> loggers = new HashMap<>();
    private @Nullable ILoggerFactory target;

    @Override
    public synchronized Logger getLogger(String name) {
        return loggers.computeIfAbsent(name, absent -> {
            SubstituteLogger logger = new SubstituteLogger(name, new ArrayDeque<>(0), true);
            logger.setDelegate(delegate(name));
            return logger;
        });
    }

    /** From now on loggers write to those of the same name of the target; to none when it is null. */
    synchronized void connect(@Nullable ILoggerFactory newTarget) {
        target = newTarget;
        loggers.forEach((name, logger) -> logger.setDelegate(delegate(name)));
    }

    private Logger delegate(String name) {
        return target == null ? NOPLogger.NOP_LOGGER : target.getLogger(name);
    }
}
