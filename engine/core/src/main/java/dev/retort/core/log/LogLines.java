package dev.retort.core.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import dev.retort.core.secret.Masker;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Renders a log event as {@code 2026-02-09 15:30:45.123 INFO  [thread] logger: message}, masked as a whole. */
final class LogLines extends EncoderBase<ILoggingEvent> {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS");
    private static final int LEVEL_WIDTH = 5;

    private final Masker masker;
    private final ZoneId zone;

    LogLines(Masker masker, ZoneId zone) {
        this.masker = masker;
        this.zone = zone;
    }

    String render(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(128);
        line.append(TIME.format(Instant.ofEpochMilli(event.getTimeStamp()).atZone(zone)))
                .append(' ')
                .append(event.getLevel());
        line.append(
                " ".repeat(Math.max(0, LEVEL_WIDTH - event.getLevel().toString().length())));
        line.append(" [").append(event.getThreadName()).append("] ");
        line.append(event.getLoggerName())
                .append(": ")
                .append(event.getFormattedMessage())
                .append('\n');
        IThrowableProxy failure = event.getThrowableProxy();
        if (failure instanceof ThrowableProxy proxy) {
            return masker.mask(line.toString()) + masker.trace(proxy.getThrowable());
        }
        if (failure != null) {
            line.append(ThrowableProxyUtil.asString(failure));
        }
        return masker.mask(line.toString());
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        return render(event).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte @Nullable [] headerBytes() {
        return null;
    }

    @Override
    public byte @Nullable [] footerBytes() {
        return null;
    }
}
