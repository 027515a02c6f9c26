package dev.retort.jsonl;

/**
 * A part of an {@link IdIndex}: a table with open addressing and linear probing. A slot is two longs: the hash, then its further 32
 * bits above the value plus one; a slot whose second long is 0 is free. Slots are in the order of their hashes, but for collisions, so that
 * growing reads and writes memory from one end to the other.
 */
final class IdSegment {

    private static final int FIRST_SLOTS = 16;
    private static final int MAX_SLOTS = 1 << 29;
    private static final double MAX_LOAD = 0.80;
    private static final double GROWTH = 1.16;
    private static final int OBJECT_BYTES = 24 + 16;

    private long[] slots = new long[2 * FIRST_SLOTS];
    private int size;
    private int limit = (int) (FIRST_SLOTS * MAX_LOAD);

    int get(long hash, int low) {
        long[] table = slots;
        int at = home(hash, table.length);
        while (true) {
            long second = table[at + 1];
            if (second == 0) {
                return IdIndex.ABSENT;
            }
            if (table[at] == hash && (int) (second >>> 32) == low) {
                return (int) second - 1;
            }
            at = next(at, table.length);
        }
    }

    int put(long hash, int low, int value, boolean replace) {
        long[] table = slots;
        int at = home(hash, table.length);
        long entry = (long) low << 32 | value + 1;
        while (true) {
            long second = table[at + 1];
            if (second == 0) {
                break;
            }
            if (table[at] == hash && (int) (second >>> 32) == low) {
                if (replace) {
                    table[at + 1] = entry;
                }
                return (int) second - 1;
            }
            at = next(at, table.length);
        }
        if (size == limit) {
            grow();
            table = slots;
            at = free(table, hash);
        }
        table[at] = hash;
        table[at + 1] = entry;
        size++;
        return IdIndex.ABSENT;
    }

    private void grow() {
        int count = slots.length / 2;
        if (count == MAX_SLOTS) {
            throw new IllegalStateException("an index of more than 27 billion ids");
        }
        int grown = (int) Math.min(MAX_SLOTS, Math.max(count + 8, count * GROWTH));
        long[] old = slots;
        long[] table = new long[2 * grown];
        for (int at = 0; at < old.length; at += 2) {
            if (old[at + 1] != 0) {
                int to = free(table, old[at]);
                table[to] = old[at];
                table[to + 1] = old[at + 1];
            }
        }
        slots = table;
        limit = (int) (grown * MAX_LOAD);
    }

    private static int free(long[] table, long hash) {
        int at = home(hash, table.length);
        while (table[at + 1] != 0) {
            at = next(at, table.length);
        }
        return at;
    }

    /** The hash as a fraction of the table: for {@code length / 2} slots of two longs. */
    private static int home(long hash, int length) {
        return (int) Math.multiplyHigh(hash >>> 1, length) << 1;
    }

    private static int next(int at, int length) {
        int next = at + 2;
        return next == length ? 0 : next;
    }

    int size() {
        return size;
    }

    long bytes() {
        return OBJECT_BYTES + 8L * slots.length;
    }
}
