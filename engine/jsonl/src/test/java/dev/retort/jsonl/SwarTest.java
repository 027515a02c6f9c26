package dev.retort.jsonl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

final class SwarTest {

    private static final byte[] ALPHABET = {
        '\n', 0, '\r', 0x0b, 0x09, 0x1f, 0x20, 'a', (byte) 0x80, (byte) 0x8a, (byte) 0xff, 1
    };

    @Test
    void findsWhatALoopFinds() {
        Random random = new Random(7);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[random.nextInt(90)];
            // Rare enough that the search often goes far.
            int rarity = 1 + random.nextInt(60);
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = random.nextInt(rarity) == 0 ? ALPHABET[random.nextInt(ALPHABET.length)] : (byte) 'x';
            }
            int from = random.nextInt(bytes.length + 1);
            int to = from + random.nextInt(bytes.length - from + 1);
            assertEquals(loop(bytes, from, to, b -> b == '\n'), Swar.indexOfLineFeed(bytes, from, to));
            assertEquals(loop(bytes, from, to, b -> b == 0), Swar.indexOfZero(bytes, from, to));
            assertEquals(loop(bytes, from, to, b -> b >= 0 && b < 0x20), Swar.indexOfControl(bytes, from, to));
            int count = 0;
            for (int i = from; i < to; i++) {
                count += bytes[i] == '\n' ? 1 : 0;
            }
            assertEquals(count, Swar.countLineFeeds(bytes, from, to));
        }
    }

    private static int loop(byte[] bytes, int from, int to, IntPredicate wanted) {
        for (int i = from; i < to; i++) {
            if (wanted.test(bytes[i])) {
                return i;
            }
        }
        return to;
    }
}
