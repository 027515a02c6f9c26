package dev.retort.core.run;

import dev.retort.core.json.JsonText;
import dev.retort.core.secret.Masker;
import dev.retort.spi.Events;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code events.jsonl}: an object a line with {@code at} and {@code event} first. Lines reach the file with the next
 * {@link #flush()}, which the watching thread calls a few times a second. Nothing thrown here reaches a task: when the disk is
 * full or the file has grown to its limit, one warning is given and events are dropped.
 */
final class EventLog implements Events, AutoCloseable {

    static final long LARGEST = 256L << 20;

    private final OutputStream out;
    private final InstantSource clock;
    private final MaskedValues masked;
    private final Consumer<String> warning;
    private final long limit;
    private final JsonText json = new JsonText();
    private long written;
    private boolean stopped;

    EventLog(OutputStream file, InstantSource clock, Masker masker, long limit, Consumer<String> warning) {
        this.out = new BufferedOutputStream(file, 1 << 16);
        this.clock = clock;
        this.masked = new MaskedValues(masker);
        this.limit = limit;
        this.warning = warning;
    }

    @Override
    public void emit(String type, Map<String, ?> fields) {
        byte[] line;
        try {
            line = render(type, fields);
        } catch (RuntimeException e) { // a map of a plugin that fails while it is read
            line = render("event_not_written", Map.of("type", type, "reason", e.toString()));
        }
        write(line);
    }

    private byte[] render(String type, Map<String, ?> fields) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("at", clock.instant().toString());
        all.put("event", masked.text(type));
        masked.of(fields).forEach((key, value) -> all.put(all.containsKey(key) ? key + "_" : key, value));
        return (json.line(all) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private synchronized void write(byte[] line) {
        if (stopped) {
            return;
        }
        try {
            if (written + line.length > limit) {
                stop("events.jsonl has reached " + (limit >> 20) + " MB; later events of this run are not written");
                return;
            }
            out.write(line);
            written += line.length;
        } catch (IOException e) {
            stop("events.jsonl cannot be written any more: " + e.getMessage());
        }
    }

    synchronized void flush() {
        try {
            if (!stopped) {
                out.flush();
            }
        } catch (IOException e) {
            stop("events.jsonl cannot be written any more: " + e.getMessage());
        }
    }

    private void stop(String reason) {
        stopped = true;
        warning.accept(reason);
    }

    @Override
    public synchronized void close() {
        flush();
        boolean told = stopped;
        stopped = true;
        try {
            out.close();
        } catch (IOException e) {
            if (!told) {
                warning.accept("events.jsonl could not be closed: " + e.getMessage());
            }
        }
    }
}
