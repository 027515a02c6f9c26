package dev.retort.cli.show;

import dev.retort.spi.Gauge;
import java.time.Duration;
import java.util.Locale;

/** Numbers, sums and times as people write them. */
public final class Amounts {

    private static final double WITHOUT_CENTS = 10;

    private Amounts() {}

    /** {@code 12,431}. */
    public static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** {@code 312/s}; with one decimal below ten, and in minutes where a second is too short: {@code 4.2/min}. */
    public static String rate(double perSecond) {
        if (perSecond >= 10) {
            return count(Math.round(perSecond)) + "/s";
        }
        if (perSecond >= 0.1 || perSecond <= 0) {
            return decimal(perSecond) + "/s";
        }
        return decimal(perSecond * 60) + "/min";
    }

    /** {@code 950}, {@code 41.2k}, {@code 3.1M}. */
    public static String compact(double value) {
        if (value < 1_000) {
            return Long.toString(Math.round(value));
        }
        if (value < 999_950) {
            return decimal(value / 1_000) + "k";
        }
        return value < 999_950_000 ? decimal(value / 1_000_000) + "M" : decimal(value / 1_000_000_000) + "G";
    }

    /** {@code 0.8 s}, {@code 41 min 12 s}, {@code 3 h 05 min}, {@code 2 d 4 h}. */
    public static String span(Duration span) {
        double seconds = (double) span.toMillis() / 1_000;
        if (seconds < 59.95) {
            return decimal(seconds) + " s";
        }
        long whole = Math.round(seconds);
        if (whole < 3_600) {
            return whole / 60 + " min " + whole % 60 + " s";
        }
        if (whole < 86_400) {
            return String.format(Locale.ROOT, "%d h %02d min", whole / 3_600, whole % 3_600 / 60);
        }
        return whole / 86_400 + " d " + whole % 86_400 / 3_600 + " h";
    }

    /** Shorter than {@link #span}, for a line that has little room: {@code 8s}, {@code 12m}, {@code 3h05m}. */
    public static String shortSpan(Duration span) {
        long seconds = Math.max(0, Math.round((double) span.toMillis() / 1_000));
        if (seconds < 120) {
            return seconds + "s";
        }
        if (seconds < 7_200) {
            return Math.round(seconds / 60.0) + "m";
        }
        return seconds < 172_800
                ? String.format(Locale.ROOT, "%dh%02dm", seconds / 3_600, seconds % 3_600 / 60)
                : seconds / 86_400 + "d";
    }

    /**
     * A gauge with its name, unit and limit: {@code in flight 30/30}, {@code tokens 41.2k}, {@code 1.2k tokens/s}, {@code $4.11 of
     * about $16}.
     */
    public static String gauge(Gauge gauge) {
        String value = value(gauge.unit(), gauge.value());
        return switch (gauge.unit()) {
            case DOLLARS ->
                value
                        + (gauge.limit().isPresent()
                                ? " of about " + about(gauge.limit().getAsDouble())
                                : "");
            case PER_SECOND -> value + " " + gauge.name();
            default ->
                gauge.name()
                        + " "
                        + value
                        + (gauge.limit().isPresent()
                                ? "/" + value(gauge.unit(), gauge.limit().getAsDouble())
                                : "");
        };
    }

    /** A sum that is only expected: cents mean something below ten dollars only. */
    private static String about(double dollars) {
        return String.format(Locale.ROOT, dollars < WITHOUT_CENTS ? "$%,.2f" : "$%,.0f", dollars);
    }

    private static String value(Gauge.Unit unit, double value) {
        return switch (unit) {
            case COUNT -> count(Math.round(value));
            case TOKENS -> compact(value);
            case BYTES -> compact(value) + "B";
            case SECONDS -> decimal(value) + " s";
            case DOLLARS -> String.format(Locale.ROOT, "$%,.2f", value);
            case PER_SECOND -> value < 10 ? decimal(value) : compact(value);
        };
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
