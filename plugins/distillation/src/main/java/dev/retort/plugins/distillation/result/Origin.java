package dev.retort.plugins.distillation.result;

/** Where the answer to a record comes from. */
public sealed interface Origin {

    /** The record was sent. */
    record Sent() implements Origin {}

    /**
     * The same request was sent for another record of this run.
     *
     * @param line the number of that record's line in the input, from 1
     */
    record Duplicate(long line) implements Origin {}

    /** An earlier output holds the answer to the same request. */
    record Reused() implements Origin {}
}
