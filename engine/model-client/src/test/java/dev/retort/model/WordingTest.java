package dev.retort.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages on one line, times as people say them. */
final class WordingTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0 ms",
        "250, 250 ms",
        "1000, 1 s",
        "1500, 1.5 s",
        "42000, 42 s",
        "60000, 1 min",
        "200000, 3 min 20 s",
        "7500000, 2 h 5 min",
        "36000000, 10 h"
    })
    void saysTimes(long millis, String said) {
        assertEquals(said, Wording.time(Duration.ofMillis(millis)));
    }

    @Test
    void putsTextOnOneLine() {
        assertEquals("a b c d", Wording.bounded("  a\r\n\tb\u0000c\u2028 d \n"));
        assertEquals("", Wording.bounded(" \n "));
    }

    @Test
    void cutsTextWithoutSplittingACharacter() {
        assertEquals("x".repeat(1_000), Wording.bounded("x".repeat(1_000)));
        assertEquals("x".repeat(999) + "…", Wording.bounded("x".repeat(1_001)));
        assertEquals("x" + "😀".repeat(499) + "…", Wording.bounded("x" + "😀".repeat(1_000)));
        assertEquals("😀".repeat(499) + "…", Wording.bounded("😀".repeat(1_000)));
    }
}
