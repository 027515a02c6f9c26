package dev.retort.jsonl;

import java.nio.file.Path;

/** What an appender found at the end of its file, and did about it. */
public sealed interface Recovery {

    /** The file is new or empty, or ends with a newline. */
    record Clean() implements Recovery {}

    /**
     * The last line was a whole record without a newline, and has got one.
     *
     * @param offset of the line
     */
    record NewlineAdded(long offset) implements Recovery {}

    /**
     * What a crash had left of records that were never acknowledged has been moved to another file.
     *
     * @param offset where it stood, and where the file goes on now
     * @param bytes how much it was
     * @param tornFile where it has been added
     */
    record TornSetAside(long offset, long bytes, Path tornFile) implements Recovery {}
}
