package dev.retort.simulator;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bytes of a connection that are read and not used yet. As long as nothing is left over it only looks at the loop's own buffer, so
 * that an idle connection holds no memory.
 */
final class Inbox {

    private static final byte[] NONE = new byte[0];

    private final AtomicLong heldByAll;
    private byte[] own = NONE;
    byte[] array = NONE;
    int start;
    int end;

    /** @param heldByAll bytes that all inboxes of the server hold together */
    Inbox(AtomicLong heldByAll) {
        this.heldByAll = heldByAll;
    }

    int size() {
        return end - start;
    }

    /** Appends bytes that were just read. They may be looked at in place until {@link #keep} is called. */
    void take(byte[] read, int length) {
        if (size() == 0) {
            array = read;
            start = 0;
            end = length;
            return;
        }
        room(length);
        System.arraycopy(read, 0, array, end, length);
        end += length;
    }

    /** Copies what is left over, as the loop's buffer is about to be filled again. */
    void keep() {
        if (size() == 0) {
            clear();
        } else if (array != own) {
            byte[] read = array;
            int from = start;
            int length = size();
            array = own;
            start = 0;
            end = 0;
            room(length);
            System.arraycopy(read, from, array, 0, length);
            end = length;
        }
    }

    void clear() {
        heldByAll.addAndGet(-own.length);
        own = NONE;
        array = NONE;
        start = 0;
        end = 0;
    }

    private void room(int more) {
        int needed = size() + more;
        if (needed > own.length) {
            byte[] larger = new byte
                    [Math.max(Math.max(needed, 1024), needed < 1 << 20 ? 2 * own.length : own.length + own.length / 2)];
            heldByAll.addAndGet(larger.length - own.length);
            System.arraycopy(array, start, larger, 0, size());
            own = larger;
            end -= start;
            start = 0;
            array = own;
        } else if (own.length - end < more) {
            System.arraycopy(own, start, own, 0, size());
            end -= start;
            start = 0;
        }
    }
}
