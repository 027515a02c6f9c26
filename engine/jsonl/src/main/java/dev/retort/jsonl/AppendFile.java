package dev.retort.jsonl;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** What an appender needs of a file; a seam for tests that let the disk fail. */
interface AppendFile extends Closeable {

    long size() throws IOException;

    /** Reads at a position, and returns how much, or -1 at the end of the file. */
    int read(ByteBuffer target, long position) throws IOException;

    /** Writes at a position as much as it can, and returns how much. */
    int write(ByteBuffer source, long position) throws IOException;

    /** Returns when everything written survives a power cut. */
    void force() throws IOException;

    void truncate(long size) throws IOException;

    /**
     * Looks whether the file still has its name.
     *
     * @throws FileGoneException when somebody removed or replaced it
     */
    void checkName() throws IOException;
}
