package dev.retort.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against the JDK's own decoder. */
final class Utf8Test {

    @Test
    void agreesWithTheJdkOnEverySequenceOfTwoBytes() {
        for (int pair = 0; pair < 0x10000; pair++) {
            check(new byte[] {'a', (byte) (pair >> 8), (byte) pair, 'b'});
        }
    }

    @Test
    void agreesWithTheJdkOnLongerSequences() {
        int[] interesting = {0x00, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xff};
        for (int lead = 0xe0; lead <= 0xff; lead++) {
            for (int second : interesting) {
                for (int third : interesting) {
                    for (int fourth : interesting) {
                        check(new byte[] {(byte) lead, (byte) second, (byte) third, (byte) fourth});
                    }
                }
            }
        }
    }

    @Test
    void agreesWithTheJdkOnTextAndOnCutText() {
        Random random = new Random(1);
        for (int round = 0; round < 2_000; round++) {
            StringBuilder text = new StringBuilder();
            while (text.length() < random.nextInt(60)) {
                text.append(
                        random.nextBoolean() ? "plain ascii " : new String(Character.toChars(random.nextInt(0xd800))));
                text.append(random.nextInt(9) == 0 ? "😀" : "");
            }
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            check(bytes);
            check(Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)));
        }
    }

    private static void check(byte[] bytes) {
        boolean valid = true;
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        } catch (CharacterCodingException e) {
            valid = false;
        }
        assertEquals(valid, Utf8.valid(bytes, 0, bytes.length));
    }
}
