package dev.retort.jsonl;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** Says that an appender has given up: what it had acknowledged is kept, what was pending is not written. The cause says why. */
public final class AppendFailedException extends IOException {

    private final transient Path file;
    private final long lostRecords;

    AppendFailedException(Path file, long lostRecords, Throwable cause) {
        super(file + " cannot be written: " + reason(cause) + "; " + lost(lostRecords) + " not kept", cause);
        this.file = file;
        this.lostRecords = lostRecords;
    }

    private static String reason(Throwable cause) {
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    private static String lost(long records) {
        return records == 1 ? "1 record was" : String.format(Locale.ROOT, "%,d records were", records);
    }

    /** The file that could not be written. */
    public Path file() {
        return file;
    }

    /** How many records were pending when the appender gave up. */
    public long lostRecords() {
        return lostRecords;
    }
}
