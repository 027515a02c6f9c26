package dev.retort.model;

import java.time.Duration;

/** The phases of an attempt in their order, each with its limit; {@code TOTAL} spans the others. */
enum Phase {
    CONNECT,
    WRITE,
    FIRST_BYTE,
    FIRST_TOKEN,
    IDLE,
    TOTAL;

    Duration limit(Timeouts timeouts) {
        return switch (this) {
            case CONNECT -> timeouts.connect();
            case WRITE -> timeouts.write();
            case FIRST_BYTE, FIRST_TOKEN -> timeouts.firstByte();
            case IDLE -> timeouts.idle();
            case TOTAL -> timeouts.total();
        };
    }
}
