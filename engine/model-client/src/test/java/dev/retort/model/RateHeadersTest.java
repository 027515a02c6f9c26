package dev.retort.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.util.List;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What servers write about what is left. */
final class RateHeadersTest {

    @ParameterizedTest
    @CsvSource({
        "120ms, 120",
        "6m0s, 360000",
        "1h2m, 3720000",
        "7h12m0s, 25920000",
        "1s, 1000",
        "2m59.56s, 179560",
        "12, 12000",
        "0.5, 500",
        "17.5s, 17500",
        "1d, 86400000",
        "900000, 86400000",
        "0s, 0"
    })
    void readsDurations(String text, long millis) {
        assertEquals(Duration.ofMillis(millis), RateHeaders.duration(text));
    }

    @Test
    void readsNoDurationWhereThereIsNone() {
        for (String text : List.of("", "soon", "-1", "1x", "s", "5 s", "1m x", "2026-02-09T15:30:45Z")) {
            assertNull(RateHeaders.duration(text), text);
        }
        assertNull(RateHeaders.duration(null));
    }

    @Test
    void readsBothKindsWhateverTheCase() {
        RateHeaders read = RateHeaders.read(Headers.of(
                "X-RateLimit-Limit-Requests", "500",
                "x-ratelimit-remaining-requests", "499",
                "x-ratelimit-reset-requests", "120ms",
                "X-Ratelimit-Remaining-Tokens", "149984"));
        assertEquals(
                new RateHeaders(
                        new RateHeaders.Allowance(500, 499, Duration.ofMillis(120)),
                        new RateHeaders.Allowance(-1, 149_984, null)),
                read);
    }

    @Test
    void passesOverWhatSaysNothing() {
        assertNull(RateHeaders.read(Headers.of("Content-Type", "application/json")));
        assertNull(RateHeaders.read(Headers.of("x-ratelimit-limit-requests", "500")));
        assertNull(RateHeaders.read(Headers.of("x-ratelimit-remaining-requests", "many")));
    }
}
