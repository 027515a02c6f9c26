package dev.retort.core.schema;

import org.jspecify.annotations.Nullable;

/** Limits of numbers, in words. */
public final class Limits {

    private Limits() {}

    /** {@code from 1 to 10}, {@code at least 1}, {@code at most 10}; empty when the type alone limits the number. */
    public static String of(ValueShape.Whole shape) {
        boolean low = shape.min() > (shape.wide() ? Long.MIN_VALUE : Integer.MIN_VALUE);
        boolean high = shape.max() < (shape.wide() ? Long.MAX_VALUE : Integer.MAX_VALUE);
        return of(low ? Long.toString(shape.min()) : null, high ? Long.toString(shape.max()) : null);
    }

    /** The same for numbers that need not be whole. */
    public static String of(double min, double max) {
        return of(Double.isInfinite(min) ? null : shown(min), Double.isInfinite(max) ? null : shown(max));
    }

    /** The same for durations: {@code from 100ms to 1h}; empty when any will do. */
    public static String ofSpan(ValueShape.Span shape) {
        return of(
                shape.min() <= 0 ? null : shownSpan(shape.min()),
                Double.isInfinite(shape.max()) ? null : shownSpan(shape.max()));
    }

    private static String of(@Nullable String min, @Nullable String max) {
        if (min != null && max != null) {
            return "from " + min + " to " + max;
        }
        return min != null ? "at least " + min : max != null ? "at most " + max : "";
    }

    /** {@code 1}, {@code 0.5}: a whole number without its fraction. */
    public static String shown(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private static String shownSpan(double seconds) {
        if (seconds != Math.rint(seconds)) {
            return shown(seconds * 1000) + "ms";
        }
        long whole = (long) seconds;
        if (whole > 0 && whole % 3600 == 0) {
            return whole / 3600 + "h";
        }
        return whole > 0 && whole % 60 == 0 ? whole / 60 + "m" : whole + "s";
    }
}
