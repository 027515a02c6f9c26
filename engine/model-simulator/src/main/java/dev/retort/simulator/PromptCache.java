package dev.retort.simulator;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Which beginnings of prompts came before, by whole messages: the last 65,536 of them, more or less, since a new one takes the place of an
 * old one with a like hash. Safe for use by many threads.
 */
final class PromptCache {

    private static final int SLOTS = 1 << 16;

    private final AtomicLongArray seen = new AtomicLongArray(SLOTS);

    /** Whether the beginning with this hash came before; from now on it did. */
    boolean meet(long prefix) {
        int slot = (int) (prefix >>> 48);
        return seen.getAndSet(slot, prefix) == prefix;
    }
}
