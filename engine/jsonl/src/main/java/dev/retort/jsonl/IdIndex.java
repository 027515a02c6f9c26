package dev.retort.jsonl;

/**
 * From the identity of a record, as 96 bits of its {@link IdHash}, to a number from 0 on, for hundreds of millions of records.
 *
 * <p>From 10,000 ids on it takes at most 24 bytes for each, at any size: 16 bytes a slot, between 69 % and 80 % of the slots in
 * use. It grows a sixty-fourth at a time, so that growth never needs much more memory than the index has. Two of n ids get the same
 * 96 bits with a chance of about n² / 2⁹⁷: one in ten trillion for 100 million ids. For one thread.
 */
public final class IdIndex {

    /** What stands for no number. */
    public static final int ABSENT = -1;

    private static final int SEGMENT_BITS = 6;

    private final IdSegment[] segments = new IdSegment[1 << SEGMENT_BITS];

    public IdIndex() {
        for (int i = 0; i < segments.length; i++) {
            segments[i] = new IdSegment();
        }
    }

    /**
     * Adds an id unless it is there.
     *
     * @param value 0 or more
     * @return the number that the id had before and still has, or {@link #ABSENT} when it was not there
     */
    public int putIfAbsent(IdHash id, int value) {
        return putIfAbsent(id.high(), (int) id.low(), value);
    }

    /** Like {@link #putIfAbsent(IdHash, int)}, by the bits of the id. */
    public int putIfAbsent(long high, int low, int value) {
        check(value);
        return segment(high).put(high << SEGMENT_BITS, low, value, false);
    }

    /**
     * Sets the number of an id, which is added when it is not there.
     *
     * @param value 0 or more
     * @return the number that the id had before, or {@link #ABSENT}
     */
    public int put(IdHash id, int value) {
        return put(id.high(), (int) id.low(), value);
    }

    /** Like {@link #put(IdHash, int)}, by the bits of the id. */
    public int put(long high, int low, int value) {
        check(value);
        return segment(high).put(high << SEGMENT_BITS, low, value, true);
    }

    /**
     * Counts one more of an id, from nothing to 1.
     *
     * @return the number after that
     */
    public int increment(IdHash id) {
        return increment(id.high(), (int) id.low());
    }

    /** Like {@link #increment(IdHash)}, by the bits of the id. */
    public int increment(long high, int low) {
        int next = Math.max(0, get(high, low)) + 1;
        put(high, low, next);
        return next;
    }

    /** The number of an id, or {@link #ABSENT}. */
    public int get(IdHash id) {
        return get(id.high(), (int) id.low());
    }

    /** Like {@link #get(IdHash)}, by the bits of the id. */
    public int get(long high, int low) {
        return segment(high).get(high << SEGMENT_BITS, low);
    }

    /** How many ids there are. */
    public long size() {
        long size = 0;
        for (IdSegment segment : segments) {
            size += segment.size();
        }
        return size;
    }

    /** How much memory the index takes, in bytes. */
    public long bytes() {
        long bytes = 16 + 4L * segments.length;
        for (IdSegment segment : segments) {
            bytes += segment.bytes();
        }
        return bytes;
    }

    private IdSegment segment(long high) {
        return segments[(int) (high >>> (64 - SEGMENT_BITS))];
    }

    private static void check(int value) {
        if (value < 0 || value == Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a value from 0 to 2,147,483,646, found " + value);
        }
    }
}
