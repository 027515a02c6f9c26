package dev.retort.simulator;

/** The count of tokens in the simulation: one for every four bytes of UTF-8 begun. A real model's count differs. */
final class Tokens {

    static final int BYTES = 4;

    private Tokens() {}

    static int ofBytes(long bytes) {
        return (int) Math.min(Integer.MAX_VALUE, (bytes + BYTES - 1) / BYTES);
    }
}
