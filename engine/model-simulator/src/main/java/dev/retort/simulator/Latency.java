package dev.retort.simulator;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long the simulated model takes to answer, counted from the moment when a request is there as a whole.
 *
 * @param seconds the distribution, in seconds
 */
public record Latency(Distribution seconds) {

    /** No wait at all. */
    public static final Latency NONE = new Latency(new Distribution.Fixed(0));

    private static final double MOST_SECONDS = 86_400;
    private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(us|µs|ms|s|m|h)");
    private static final Pattern WHOLE = Pattern.compile("(?:" + PART.pattern() + ")+");

    public Latency {
        if (seconds.at(0.5) > MOST_SECONDS) {
            throw new IllegalArgumentException("a latency must not be above 24h");
        }
    }

    /** Always the same latency. */
    public static Latency fixed(Duration latency) {
        return new Latency(new Distribution.Fixed(latency.toNanos() / 1e9));
    }

    /**
     * Reads a latency as written in a configuration: {@code 200ms}, {@code 100ms..400ms} (every value in between equally often) or
     * {@code lognormal 300ms p99 2s} (half of all below 300 ms, one in a hundred above 2 s). Units are us, ms, s, m and h; {@code 0}
     * needs none.
     *
     * @throws IllegalArgumentException for any other text; the message names the text and says what to write
     */
    public static Latency parse(String text) {
        return new Latency(DistributionText.parse(
                text, Latency::secondsOf, "write a latency as 200ms, 100ms..400ms or lognormal 300ms p99 2s"));
    }

    /** The latency at a quantile, in nanoseconds. */
    long nanosAt(double quantile) {
        return (long) (Math.min(seconds.at(quantile), MOST_SECONDS) * 1e9);
    }

    private static double secondsOf(String text) {
        if (text.equals("0")) {
            return 0;
        }
        if (!WHOLE.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    text.matches("\\d+(\\.\\d+)?") ? "a time needs a unit" : "this is no time");
        }
        double seconds = 0;
        Matcher part = PART.matcher(text);
        while (part.find()) {
            seconds += Double.parseDouble(part.group(1)) * unit(part.group(2));
        }
        if (seconds > MOST_SECONDS) {
            throw new IllegalArgumentException("a latency must not be above 24h");
        }
        return seconds;
    }

    private static double unit(String name) {
        return switch (name) {
            case "h" -> 3600;
            case "m" -> 60;
            case "s" -> 1;
            case "ms" -> 1e-3;
            default -> 1e-6;
        };
    }

    /** The latency as it would be written in a configuration. */
    @Override
    public String toString() {
        return DistributionText.write(seconds, value -> value < 1 ? decimal(value * 1e3) + "ms" : decimal(value) + "s");
    }

    private static String decimal(double value) {
        return BigDecimal.valueOf(Math.round(value * 1000), 3)
                .stripTrailingZeros()
                .toPlainString();
    }
}
