package dev.retort.simulator;

/** Hashes that are the same on every machine and in every run; texts, latencies and faults are drawn from them. */
final class Hashing {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private Hashing() {}

    /** Spreads a number over all 64 bits. Source: the finalizer of SplitMix64 (Steele, Lea, Flood 2014). */
    static long mix(long value) {
        long z = value + GOLDEN;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    static long mix(long first, long second) {
        return mix(mix(first) ^ second);
    }

    /** A quantile above 0 and below 1 from 64 well spread bits. */
    static double quantile(long bits) {
        return ((bits >>> 12) + 0.5) * 0x1p-52;
    }

    /** Continues a hash over characters. */
    static long text(long hash, char[] chars, int from, int length) {
        long h = hash;
        int end = from + length;
        int i = from;
        for (; i + 4 <= end; i += 4) {
            long four = chars[i] | (long) chars[i + 1] << 16 | (long) chars[i + 2] << 32 | (long) chars[i + 3] << 48;
            h = (h ^ four) * GOLDEN;
            h ^= h >>> 29;
        }
        for (; i < end; i++) {
            h = (h ^ chars[i]) * GOLDEN;
            h ^= h >>> 29;
        }
        return mix(h, length);
    }
}
