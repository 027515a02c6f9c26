package dev.retort.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.time.Instant;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How servers ask to wait. */
final class ServerAdviceTest {

    private static final Instant NOW = Instant.parse("2026-02-09T15:30:45Z");

    @Test
    void readsMillisecondsFirst() {
        assertEquals(Duration.ofMillis(1_500), after("retry-after-ms", "1500", "retry-after", "9"));
        assertEquals(Duration.ofNanos(2_500_000), after("Retry-After-Ms", "2.5"));
    }

    @Test
    void readsSecondsWholeOrNot() {
        assertEquals(Duration.ofSeconds(7), after("Retry-After", "7"));
        assertEquals(Duration.ofMillis(1_250), after("retry-after", " 1.25 "));
        assertEquals(Duration.ofMillis(500), after("retry-after", ".5"));
        assertEquals(Duration.ofSeconds(3), after("retry-after-ms", "soon", "retry-after", "3"));
    }

    @Test
    void readsADateByTheServersOwnClock() {
        assertEquals(Duration.ofSeconds(15), after("retry-after", "Mon, 09 Feb 2026 15:31:00 GMT"));
        assertEquals(
                Duration.ofSeconds(30),
                after("retry-after", "Mon, 09 Feb 2026 15:31:00 GMT", "date", "Mon, 09 Feb 2026 15:30:30 GMT"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "0.0",
                "-1",
                "NaN",
                "Infinity",
                "1e3",
                "0x1p3",
                "soon",
                "",
                "Mon, 09 Feb 2026 15:30:00 GMT",
                "1d",
                "99999999999999999999"
            })
    void takesAnythingElseForNoAdvice(String value) {
        assertNull(after("retry-after", value));
    }

    @Test
    void readsHours() {
        assertEquals(Duration.ofHours(10), after("retry-after", "36000"));
    }

    @Test
    void readsWhetherToRetry() {
        assertEquals(
                true,
                ServerAdvice.read(Headers.of("x-should-retry", "true"), NOW).shouldRetry());
        assertEquals(
                false,
                ServerAdvice.read(Headers.of("X-Should-Retry", "False"), NOW).shouldRetry());
        assertNull(ServerAdvice.read(Headers.of("x-should-retry", "maybe"), NOW).shouldRetry());
        assertNull(ServerAdvice.read(Headers.of(), NOW).shouldRetry());
    }

    private static @Nullable Duration after(String... headers) {
        return ServerAdvice.read(Headers.of(headers), NOW).retryAfter();
    }
}
