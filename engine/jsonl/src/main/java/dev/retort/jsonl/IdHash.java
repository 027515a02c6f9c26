package dev.retort.jsonl;

import java.util.HexFormat;

/**
 * MurmurHash3_x64_128 with seed 0, of bytes: Austin Appleby's public-domain function, which is fast and spreads well, and is no
 * protection against someone who wants two records to collide. The same bytes have the same hash on every machine and in every
 * version of Retort, for hashes stand in files.
 *
 * <p>An instance holds the hash of the bytes it was last given, so that hashing allocates nothing. For one thread.
 */
public final class IdHash {

    private static final long C1 = 0x87c37b91114253d5L;
    private static final long C2 = 0x4cf5ad432745937fL;

    private long high;
    private long low;

    /** Hashes the bytes. */
    public IdHash of(byte[] bytes) {
        return of(bytes, 0, bytes.length);
    }

    /** Hashes the bytes from {@code from} to {@code to}. */
    public IdHash of(byte[] bytes, int from, int to) {
        return seeded(bytes, from, to, 0);
    }

    IdHash seeded(byte[] bytes, int from, int to, int seed) {
        long h1 = seed & 0xffffffffL;
        long h2 = h1;
        int at = from;
        for (; at + 16 <= to; at += 16) {
            h1 ^= mix1(Swar.longAt(bytes, at));
            h1 = (Long.rotateLeft(h1, 27) + h2) * 5 + 0x52dce729;
            h2 ^= mix2(Swar.longAt(bytes, at + 8));
            h2 = (Long.rotateLeft(h2, 31) + h1) * 5 + 0x38495ab5;
        }
        h2 ^= mix2(tail(bytes, at + 8, to));
        h1 ^= mix1(tail(bytes, at, Math.min(to, at + 8)));
        h1 ^= to - from;
        h2 ^= to - from;
        h1 += h2;
        h2 += h1;
        h1 = finish(h1);
        h2 = finish(h2);
        high = h1 + h2;
        low = h2 + high;
        return this;
    }

    private static long tail(byte[] bytes, int from, int to) {
        long word = 0;
        for (int at = to - 1; at >= from; at--) {
            word = word << 8 | (bytes[at] & 0xff);
        }
        return word;
    }

    private static long mix1(long word) {
        return Long.rotateLeft(word * C1, 31) * C2;
    }

    private static long mix2(long word) {
        return Long.rotateLeft(word * C2, 33) * C1;
    }

    private static long finish(long hash) {
        long mixed = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ mixed >>> 33;
    }

    /** The first 64 bits. */
    public long high() {
        return high;
    }

    /** The last 64 bits. */
    public long low() {
        return low;
    }

    /** All 128 bits, as 32 hexadecimal digits. */
    public String hex() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(high) + hex.toHexDigits(low);
    }
}
