package dev.retort.jsonl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class IdHashTest {

    private final IdHash hash = new IdHash();

    /** SMHasher's verification value for MurmurHash3_x64_128: the hash of the hashes of 256 keys, each with its own seed. */
    @Test
    void hasThePublishedVerificationValue() {
        byte[] key = new byte[256];
        ByteBuffer hashes = ByteBuffer.allocate(256 * 16).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 256; i++) {
            key[i] = (byte) i;
            hash.seeded(key, 0, i, 256 - i);
            hashes.putLong(hash.high()).putLong(hash.low());
        }
        hash.of(hashes.array());
        assertEquals(0x6384ba69, (int) hash.high());
    }

    @Test
    void hasPublishedValuesForText() {
        assertEquals("00000000000000000000000000000000", hash.of(new byte[0]).hex());
        assertEquals(
                "e34bbc7bbc071b6c7a433ca9c49a9347",
                hash.of(bytes("The quick brown fox jumps over the lazy dog")).hex());
    }

    @Test
    void hashesTheRangeAndNothingElse() {
        byte[] text = bytes("The quick brown fox jumps over the lazy dog");
        for (int length = 0; length < text.length; length++) {
            byte[] around = bytes("#####".repeat(12));
            System.arraycopy(text, 0, around, 3, length);
            byte[] alone = new byte[length];
            System.arraycopy(text, 0, alone, 0, length);
            assertEquals(
                    hash.of(alone).hex(), new IdHash().of(around, 3, 3 + length).hex());
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
