package dev.retort.core.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Writes numbers for people: separators between thousands, no more digits than mean something, times as people say them. */
public final class Figures {

    private static final int SIGNIFICANT = 4;
    private static final double THOUSAND = 1e3;
    private static final double MILLION = 1e6;
    private static final List<String> BYTE_UNITS = List.of("B", "kB", "MB", "GB", "TB");
    private static final double GROUPED_UP_TO = 1e15;

    private Figures() {}

    /** A whole number as {@code 12,431}, another with four significant digits: {@code 0.1235}, {@code 1,234.6} never. */
    public static String number(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "–" : value > 0 ? "∞" : "-∞";
        }
        if (Math.abs(value) >= GROUPED_UP_TO) {
            return String.format(Locale.ROOT, "%.3e", value);
        }
        if (value == Math.rint(value)) {
            return number((long) value);
        }
        if (Math.abs(value) >= Math.pow(10, SIGNIFICANT - 1)) {
            return number(Math.round(value));
        }
        if (Math.abs(value) < 1e-6) {
            return String.format(Locale.ROOT, "%.2e", value);
        }
        return new BigDecimal(value)
                .round(new MathContext(SIGNIFICANT))
                .stripTrailingZeros()
                .toPlainString();
    }

    /** A whole number with separators: {@code 12,431}. */
    public static String number(long value) {
        String digits = Long.toString(value);
        StringBuilder grouped = new StringBuilder(digits);
        for (int at = digits.length() - 3; at > (value < 0 ? 1 : 0); at -= 3) {
            grouped.insert(at, ',');
        }
        return grouped.toString();
    }

    /** A number beside a tick: as many decimals as the step between ticks has; in millions when the axis reaches there. */
    static String tick(double value, double step, double largest) {
        boolean millions = largest >= MILLION;
        double unit = millions ? MILLION : 1;
        int decimals = Math.max(0, (int) Math.ceil(-Math.log10(step / unit) - 1e-9));
        double shown = value == 0 ? 0 : value / unit; // never -0
        return String.format(Locale.ROOT, "%,." + Math.min(decimals, 9) + "f", shown)
                + (millions && value != 0 ? " M" : "");
    }

    /** {@code 512 B}, {@code 1.5 MB}, {@code 20 GB}: powers of a thousand. */
    public static String bytes(double bytes) {
        double value = bytes;
        int unit = 0;
        while (Math.abs(value) >= THOUSAND && unit < BYTE_UNITS.size() - 1) {
            value /= THOUSAND;
            unit++;
        }
        return number(unit == 0 ? value : Math.round(value * 10) / 10.0) + " " + BYTE_UNITS.get(unit);
    }

    /** Two decimals: {@code 4.11}, {@code 1,234.50}. */
    public static String money(double amount) {
        return String.format(Locale.ROOT, "%,.2f", amount);
    }

    /** {@code 0.4 s}, {@code 2.9 s}, {@code 41 min 12 s}, {@code 3 h 5 min}, {@code 2 d 4 h}. */
    public static String duration(Duration duration) {
        double seconds = duration.toMillis() / 1000.0;
        if (seconds < 60) {
            return number(Math.round(seconds * 10) / 10.0) + " s";
        }
        long whole = Math.round(seconds);
        if (whole < 3600) {
            return two(whole / 60, "min", whole % 60, "s");
        }
        long minutes = Math.round(seconds / 60);
        if (minutes < 24 * 60) {
            return two(minutes / 60, "h", minutes % 60, "min");
        }
        long hours = Math.round(seconds / 3600);
        return two(hours / 24, "d", hours % 24, "h");
    }

    private static String two(long big, String bigUnit, long small, String smallUnit) {
        return big + " " + bigUnit + (small == 0 ? "" : " " + small + " " + smallUnit);
    }
}
