package dev.retort.jsonl;

import java.io.IOException;

/**
 * Hears what became of one record: exactly one of its methods is called, once, on the thread of the appender. Must be short and
 * must not append.
 */
@FunctionalInterface
public interface Acknowledgement {

    /** The record is on the disk and survives a power cut. */
    void durable();

    /** The record was not written, and never will be. */
    default void failed(IOException cause) {}
}
