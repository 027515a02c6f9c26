package dev.retort.jsonl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class IdIndexTest {

    private final IdIndex index = new IdIndex();
    private final Random random = new Random(3);

    private record Key(long high, int low) {}

    @Test
    void agreesWithAMap() {
        Map<Key, Integer> map = new HashMap<>();
        for (int i = 0; i < 200_000; i++) {
            // Few distinct parts, so that keys meet again, share their high bits and share their low bits.
            long high = (long) random.nextInt(64) << 58 | random.nextInt(500) * 0x123456789abL;
            Key key = new Key(high, random.nextInt(8) - 4);
            int value = random.nextInt(Integer.MAX_VALUE);
            switch (random.nextInt(4)) {
                case 0 -> {
                    Integer before = map.put(key, value);
                    assertEquals(before == null ? -1 : before, index.put(key.high, key.low, value));
                }
                case 1 -> {
                    Integer before = map.get(key);
                    if (before == null || before < Integer.MAX_VALUE - 1) {
                        int expected = map.merge(key, 1, Integer::sum);
                        assertEquals(expected, index.increment(key.high, key.low));
                    }
                }
                default -> {
                    Integer before = map.putIfAbsent(key, value);
                    assertEquals(before == null ? -1 : before, index.putIfAbsent(key.high, key.low, value));
                }
            }
        }
        assertEquals(map.size(), index.size());
        map.forEach((key, value) -> assertEquals(value, index.get(key.high, key.low)));
        assertEquals(IdIndex.ABSENT, index.get(1, 5));
    }

    @Test
    void takesAtMost24BytesForAnIdAtAnySizeFromTenThousandOn() {
        IdHash hash = new IdHash();
        byte[] id = new byte[8];
        for (int i = 0; i < 400_000; i++) {
            id[0] = (byte) i;
            id[1] = (byte) (i >> 8);
            id[2] = (byte) (i >> 16);
            assertEquals(IdIndex.ABSENT, index.putIfAbsent(hash.of(id), i));
            if (i >= 10_000 && i % 97 == 0) {
                double each = (double) index.bytes() / (i + 1);
                assertTrue(each <= 24, () -> "bytes for an id: " + each);
            }
        }
        assertEquals(400_000, index.size());
    }

    @Test
    void keepsKeysThatAllWantTheLastSlot() {
        for (int low = 0; low < 5000; low++) {
            assertEquals(IdIndex.ABSENT, index.putIfAbsent(-1L, low, low));
        }
        for (int low = 0; low < 5000; low++) {
            assertEquals(low, index.get(-1L, low));
        }
        assertEquals(0, index.putIfAbsent(-1L, 0, 77));
    }

    @Test
    void zeroIsAKeyAndAValueLikeAnyOther() {
        assertEquals(IdIndex.ABSENT, index.get(0, 0));
        assertEquals(IdIndex.ABSENT, index.putIfAbsent(0, 0, 0));
        assertEquals(0, index.get(0, 0));
        assertEquals(0, index.put(0, 0, 2_147_483_646));
        assertEquals(2_147_483_646, index.get(0, 0));
        assertEquals(1, index.size());
    }

    @Test
    void refusesValuesThatItCannotHold() {
        for (int value : new int[] {-1, Integer.MAX_VALUE}) {
            assertEquals(
                    "a value from 0 to 2,147,483,646, found " + value,
                    assertThrows(IllegalArgumentException.class, () -> index.put(1, 1, value))
                            .getMessage());
        }
    }
}
