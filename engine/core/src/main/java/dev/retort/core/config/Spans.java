package dev.retort.core.config;

import dev.retort.core.config.yaml.Scalar;
import dev.retort.core.config.yaml.ScalarKind;
import dev.retort.core.schema.Limits;
import dev.retort.core.schema.ValueShape;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Makes durations of scalars: {@code 250ms}, {@code 1m30s}, {@code 1.5h}, or a number where the key counts seconds. */
final class Spans {

    /** As nanoseconds this just fits into a long. */
    private static final double LONGEST = 9.2e9;

    private static final String[] UNITS = {"d", "h", "m", "s", "ms"};
    private static final long[] NANOS = {
        86_400_000_000_000L, 3_600_000_000_000L, 60_000_000_000L, 1_000_000_000L, 1_000_000L
    };

    private final BindContext context;
    private final Numbers numbers;

    Spans(BindContext context) {
        this.context = context;
        this.numbers = new Numbers(context);
    }

    @Nullable
    Duration bind(ValueShape.Span shape, Scalar scalar, String key) {
        if (shape.inSeconds()) {
            return inSeconds(shape, scalar, key);
        }
        ScalarKind kind = ScalarKind.of(scalar.text());
        boolean number = kind == ScalarKind.INTEGER || kind == ScalarKind.FLOAT;
        Duration span = number ? null : parse(scalar.text());
        if (span == null) {
            context.misfit(
                    scalar.place(),
                    key,
                    KeyPlaces.shown(key) + (number ? " needs a unit" : " must be a duration") + ", found "
                            + Found.of(scalar, key),
                    number
                            ? "write " + Found.bare(scalar, key) + "s for seconds, or use ms, m, h, d"
                            : "write it like 250ms, 30s, 1m30s or 2h");
            return null;
        }
        double seconds = span.toNanos() / 1e9;
        if (seconds < shape.min() || seconds > shape.max()) {
            context.misfit(
                    scalar.place(),
                    key,
                    KeyPlaces.shown(key) + " must be " + Limits.ofSpan(shape) + ", found " + Found.bare(scalar, key),
                    "");
            return null;
        }
        return span;
    }

    private @Nullable Duration inSeconds(ValueShape.Span shape, Scalar scalar, String key) {
        if (ScalarKind.of(scalar.text()) == ScalarKind.TEXT) {
            Duration span = parse(scalar.text());
            String mend = span == null ? "write a number" : "write " + Limits.shown(span.toNanos() / 1e9);
            context.misfit(
                    scalar.place(),
                    key,
                    KeyPlaces.shown(key) + " must be a number of seconds, found " + Found.of(scalar, key),
                    mend);
            return null;
        }
        Double seconds = numbers.number(scalar, key, "a number of seconds", shape.min(), shape.max());
        if (seconds != null && seconds > LONGEST) {
            context.misfit(scalar.place(), key, KeyPlaces.shown(key) + " is longer than 290 years", "");
            return null;
        }
        return seconds == null ? null : Duration.ofNanos(Math.round(seconds * 1e9));
    }

    /** Numbers with units, each unit smaller than the one before; null when it is nothing of the kind, or too long. */
    static @Nullable Duration parse(String text) {
        BigDecimal nanos = BigDecimal.ZERO;
        int next = 0;
        int at = 0;
        while (at < text.length()) {
            int start = at;
            while (at < text.length() && (isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
                at++;
            }
            int unitStart = at;
            while (at < text.length() && text.charAt(at) >= 'a' && text.charAt(at) <= 'z') {
                at++;
            }
            int unit = next;
            while (unit < UNITS.length && !UNITS[unit].equals(text.substring(unitStart, at))) {
                unit++;
            }
            String number = text.substring(start, unitStart);
            if (unit == UNITS.length || number.length() > 20 || !isNumber(number)) {
                return null;
            }
            nanos = nanos.add(new BigDecimal(number).multiply(BigDecimal.valueOf(NANOS[unit])));
            next = unit + 1;
        }
        boolean fits = !text.isEmpty() && nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) < 0;
        return fits ? Duration.ofNanos(nanos.longValue()) : null;
    }

    private static boolean isNumber(String text) {
        ScalarKind kind = text.isEmpty() ? ScalarKind.TEXT : ScalarKind.of(text);
        return (kind == ScalarKind.INTEGER || kind == ScalarKind.FLOAT) && isDigit(text.charAt(0));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
