package dev.retort.model;

import java.time.Duration;

/** How many attempts may be in flight at one endpoint. Guarded by the scheduler's lock. */
sealed interface Limit permits AdaptiveLimit, Limit.Fixed {

    int current();

    /** An attempt begins; its sequence and company stand in the slot. */
    void sent(Slot slot);

    /** An answer came; tokens are negative when nobody told. */
    void answered(Slot slot, Duration latency, long completionTokens, long now);

    /** The attempt ran into a time limit. */
    void timedOut(Slot slot, Duration latency, long now);

    /** The attempt ended in a way that says nothing about load. */
    void ended(Slot slot, long now);

    /** The server had too much to do; true when the limit was cut for it. */
    boolean refused(Slot slot, long now);

    /** After an outage everything starts small again. */
    void restart();

    /** The limit that the user set, and nothing else. */
    record Fixed(int current) implements Limit {

        @Override
        public void sent(Slot slot) {}

        @Override
        public void answered(Slot slot, Duration latency, long completionTokens, long now) {}

        @Override
        public void timedOut(Slot slot, Duration latency, long now) {}

        @Override
        public void ended(Slot slot, long now) {}

        @Override
        public boolean refused(Slot slot, long now) {
            return false;
        }

        @Override
        public void restart() {}
    }
}
