package dev.retort.model;

import org.jspecify.annotations.Nullable;

/**
 * The right to make one attempt at a time, and what is known of the attempt that it is used for. While it is free, it belongs to the
 * scheduler and its lock; while it is used, to the worker that holds it.
 */
final class Slot {

    final int number;
    private @Nullable Job job;
    private @Nullable Lane lane;

    /** Which request to the endpoint this was, counted from 1 on. */
    long sequence;

    /** How many were in flight at the endpoint when it was sent, itself included. */
    int company;

    long sentAt;
    double charged;
    double tokensBefore;

    @Nullable
    Cohort cohort;

    Transport.@Nullable Outcome outcome;

    /** Whether the endpoint's books know the outcome already. */
    boolean settled;

    /** Who uses it, as far as that is a thread of ours; null while it is free. */
    @Nullable
    Thread worker;

    /** The next one in a chain of slots that are about to be started. */
    @Nullable
    Slot following;

    Slot(int number) {
        this.number = number;
    }

    void take(Job next, Lane at) {
        job = next;
        lane = at;
        outcome = null;
        settled = false;
    }

    void release() {
        job = null;
        lane = null;
        outcome = null;
        cohort = null;
        worker = null;
    }

    Job job() {
        if (job == null) {
            throw new IllegalStateException("the slot is free");
        }
        return job;
    }

    Lane lane() {
        if (lane == null) {
            throw new IllegalStateException("the slot is free");
        }
        return lane;
    }
}
