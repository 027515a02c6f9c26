package dev.retort.model;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What {@code x-ratelimit-{limit,remaining,reset}-{requests,tokens}} say; null where they say nothing.
 *
 * @param requests of requests
 * @param tokens of tokens
 */
record RateHeaders(@Nullable Allowance requests, @Nullable Allowance tokens) {

    private static final String PREFIX = "x-ratelimit-";
    private static final Pattern PART = Pattern.compile("(\\d{1,9}(?:\\.\\d{0,9})?)(ms|us|µs|ns|d|h|m|s)");
    private static final Pattern PLAIN = Pattern.compile("\\d{1,9}(\\.\\d{0,9})?");
    private static final Duration LONGEST = Duration.ofDays(1);

    /**
     * One of the two.
     *
     * @param limit of a whole period; negative when not told
     * @param remaining of it
     * @param reset until the whole is there again; null when not told
     */
    record Allowance(double limit, double remaining, @Nullable Duration reset) {}

    /** Null when there are none, as is usual with servers of one's own. */
    static @Nullable RateHeaders read(Headers headers) {
        boolean any = false;
        for (int i = 0; i < headers.size() && !any; i++) {
            any = headers.name(i).regionMatches(true, 0, PREFIX, 0, PREFIX.length());
        }
        if (!any) {
            return null;
        }
        Allowance requests = allowance(headers, "requests");
        Allowance tokens = allowance(headers, "tokens");
        return requests == null && tokens == null ? null : new RateHeaders(requests, tokens);
    }

    private static @Nullable Allowance allowance(Headers headers, String what) {
        double remaining = count(headers.get(PREFIX + "remaining-" + what));
        if (remaining < 0) {
            return null;
        }
        return new Allowance(
                count(headers.get(PREFIX + "limit-" + what)),
                remaining,
                duration(headers.get(PREFIX + "reset-" + what)));
    }

    private static double count(@Nullable String value) {
        if (value == null || !PLAIN.matcher(value.strip()).matches()) {
            return -1;
        }
        return Double.parseDouble(value.strip());
    }

    /** {@code 120ms}, {@code 6m0s}, {@code 1h2m}, or plain seconds; null for anything else. */
    static @Nullable Duration duration(@Nullable String value) {
        if (value == null) {
            return null;
        }
        String text = value.strip().toLowerCase(Locale.ROOT);
        if (PLAIN.matcher(text).matches()) {
            return bounded(Double.parseDouble(text) * 1e9);
        }
        Matcher part = PART.matcher(text);
        double nanos = 0;
        int at = 0;
        while (part.find() && part.start() == at) {
            nanos += Double.parseDouble(part.group(1)) * unit(part.group(2));
            at = part.end();
        }
        return at == 0 || at < text.length() ? null : bounded(nanos);
    }

    private static double unit(String unit) {
        return switch (unit) {
            case "d" -> 86_400e9;
            case "h" -> 3_600e9;
            case "m" -> 60e9;
            case "s" -> 1e9;
            case "ms" -> 1e6;
            case "ns" -> 1;
            default -> 1e3;
        };
    }

    private static Duration bounded(double nanos) {
        return Duration.ofNanos((long) Math.min(nanos, (double) LONGEST.toNanos()));
    }
}
