package dev.retort.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Pattern;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What the headers of an error say about trying again.
 *
 * @param shouldRetry {@code x-should-retry}
 * @param retryAfter {@code retry-after-ms}, else {@code retry-after} in seconds, whole or not, else as an HTTP date
 */
record ServerAdvice(@Nullable Boolean shouldRetry, @Nullable Duration retryAfter) {

    private static final Pattern DECIMAL = Pattern.compile("\\d{1,15}(\\.\\d{0,9})?|\\.\\d{1,9}");

    static ServerAdvice read(Headers headers, Instant now) {
        return new ServerAdvice(shouldRetry(headers.get("x-should-retry")), retryAfter(headers, now));
    }

    private static @Nullable Boolean shouldRetry(@Nullable String value) {
        if (value == null) {
            return null;
        }
        return switch (value.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> null;
        };
    }

    private static @Nullable Duration retryAfter(Headers headers, Instant now) {
        Duration millis = decimal(headers.get("retry-after-ms"), 1_000_000);
        if (millis != null) {
            return millis;
        }
        Duration seconds = decimal(headers.get("retry-after"), 1_000_000_000);
        return seconds != null ? seconds : untilDate(headers, now);
    }

    private static @Nullable Duration decimal(@Nullable String value, long nanosPerUnit) {
        if (value == null || !DECIMAL.matcher(value.strip()).matches()) {
            return null;
        }
        double nanos = Double.parseDouble(value.strip()) * nanosPerUnit;
        // Zero is no advice: obeyed, it would be a busy loop.
        return nanos < 1 ? null : Duration.ofNanos((long) nanos);
    }

    /** Counted from the server's own date when it gives one, since its clock need not agree with ours. */
    private static @Nullable Duration untilDate(Headers headers, Instant now) {
        Instant until = headers.getInstant("retry-after");
        if (until == null) {
            return null;
        }
        Instant from = headers.getInstant("date");
        Duration wait = Duration.between(from == null ? now : from, until);
        return wait.isNegative() || wait.isZero() ? null : wait;
    }
}
