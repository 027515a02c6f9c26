package dev.retort.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** The ranges of settings. */
final class ClientSettingsTest {

    @Test
    void hasDefaults() {
        ClientSettings settings = ClientSettings.of(32);
        assertEquals(32, settings.concurrency());
        assertEquals(5, settings.retry().maxRetries());
        assertEquals(Duration.ofMinutes(10), settings.timeouts().total());
        assertEquals(67_108_864, settings.maxResponseBytes());
    }

    @Test
    void refusesWhatIsOutOfRange() {
        assertRefused("concurrency must be from 1 to 10,000, found 0", () -> ClientSettings.of(0));
        assertRefused("concurrency must be from 1 to 10,000, found 10,001", () -> ClientSettings.of(10_001));
        assertRefused(
                "the largest response must be from 1,024 to 1,073,741,824 bytes, found 12",
                () -> ClientSettings.of(1).withMaxResponseBytes(12));
    }

    private static void assertRefused(String message, Executable made) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, made).getMessage());
    }
}
