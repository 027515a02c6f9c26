package dev.retort.core.log;

import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * What SLF4J finds in place of logback, so that a command that runs nothing, such as {@code validate}, does not pay for loading
 * it: PF4J asks for loggers as soon as its classes are loaded. {@link RunLog} brings logback in when a run begins.
 */
public final class DeferredLogging implements SLF4JServiceProvider {

    private final DeferredLoggers loggers = new DeferredLoggers();
    private final IMarkerFactory markers = new BasicMarkerFactory();

    /** Makes SLF4J choose this provider. To be called by {@code main} before the first logger is asked for. */
    public static void install() {
        System.setProperty("slf4j.provider", DeferredLogging.class.getName());
        System.setProperty("slf4j.internal.verbosity", "WARN"); // or it announces the choice on stderr
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return loggers;
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return new NOPMDCAdapter();
    }

    @Override
    public String getRequestedApiVersion() {
        return "2.0.99";
    }

    @Override
    public void initialize() {
        // Nothing to prepare: that is the point.
    }
}
