package dev.retort.core.config;

import dev.retort.core.config.yaml.Scalar;
import dev.retort.core.config.yaml.ScalarKind;
import dev.retort.core.schema.Limits;
import dev.retort.core.schema.ValueShape;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Makes numbers of scalars. */
final class Numbers {

    static final int MOST_DIGITS = 400;

    private final BindContext context;

    Numbers(BindContext context) {
        this.context = context;
    }

    @Nullable
    Object whole(ValueShape.Whole shape, Scalar scalar, String key) {
        String range = Limits.of(shape);
        if (scalar.kind() != ScalarKind.INTEGER) {
            context.misfit(
                    scalar.place(),
                    key,
                    KeyPlaces.shown(key) + " must be a whole number, found " + Found.of(scalar, key),
                    mendOfWhole(scalar, key, range));
            return null;
        }
        BigInteger value = scalar.text().length() > MOST_DIGITS ? null : integer(scalar.text());
        if (value == null
                || value.compareTo(BigInteger.valueOf(shape.min())) < 0
                || value.compareTo(BigInteger.valueOf(shape.max())) > 0) {
            String limits = range.isEmpty() ? "from " + shape.min() + " to " + shape.max() : range;
            context.misfit(
                    scalar.place(),
                    key,
                    KeyPlaces.shown(key) + " must be " + limits + ", found " + Found.bare(scalar, key),
                    "");
            return null;
        }
        return shape.wide() ? (Object) value.longValue() : (Object) value.intValue();
    }

    private static String mendOfWhole(Scalar scalar, String key, String range) {
        ScalarKind bare = ScalarKind.of(scalar.text());
        if (bare == ScalarKind.INTEGER) {
            return "remove the quotes";
        }
        if (bare == ScalarKind.FLOAT && scalar.text().length() < 30) {
            String whole = asWhole(scalar.text());
            return whole != null
                    ? "write " + whole
                    : "write a number without a fraction" + (range.isEmpty() ? "" : ", " + range);
        }
        String bareDigits = scalar.text().replace("_", "").replace(",", "");
        if (ScalarKind.of(bareDigits) == ScalarKind.INTEGER && !Found.isHidden(scalar, key)) {
            return "write " + bareDigits;
        }
        boolean quoted = scalar.form() == Scalar.Form.QUOTED;
        return "write a number" + (quoted ? " without quotes" : "") + (range.isEmpty() ? "" : ", " + range);
    }

    private static @Nullable String asWhole(String text) {
        try {
            BigDecimal value = new BigDecimal(text);
            boolean small = Math.abs(value.scale()) < 30 && value.precision() - value.scale() <= 18;
            return small ? value.toBigIntegerExact().toString() : null;
        } catch (ArithmeticException | NumberFormatException e) {
            return null;
        }
    }

    /** A whole number of YAML's core schema. */
    static BigInteger integer(String text) {
        if (text.startsWith("0x")) {
            return new BigInteger(text.substring(2), 16);
        }
        return text.startsWith("0o") ? new BigInteger(text.substring(2), 8) : new BigInteger(text);
    }

    @Nullable
    Double decimal(ValueShape.Decimal shape, Scalar scalar, String key) {
        return number(scalar, key, "a number", shape.min(), shape.max());
    }

    /** A finite number within limits. */
    @Nullable
    Double number(Scalar scalar, String key, String noun, double min, double max) {
        ScalarKind kind = scalar.kind();
        String range = Limits.of(min, max);
        if (kind != ScalarKind.INTEGER && kind != ScalarKind.FLOAT) {
            ScalarKind bare = ScalarKind.of(scalar.text());
            String mend = bare == ScalarKind.INTEGER || bare == ScalarKind.FLOAT
                    ? "remove the quotes"
                    : "write a number" + (scalar.form() == Scalar.Form.QUOTED ? " without quotes" : "")
                            + (range.isEmpty() ? "" : ", " + range);
            context.misfit(
                    scalar.place(),
                    key,
                    KeyPlaces.shown(key) + " must be " + noun + ", found " + Found.of(scalar, key),
                    mend);
            return null;
        }
        double value = value(scalar.text(), kind);
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            context.misfit(
                    scalar.place(),
                    key,
                    KeyPlaces.shown(key) + " must be a finite number, found " + Found.bare(scalar, key),
                    "");
            return null;
        }
        if (value < min || value > max) {
            context.misfit(
                    scalar.place(),
                    key,
                    KeyPlaces.shown(key) + " must be " + range + ", found " + Found.bare(scalar, key),
                    "");
            return null;
        }
        return value;
    }

    /** The value of a number of YAML's core schema; infinite when it is too large. */
    static double value(String text, ScalarKind kind) {
        if (kind == ScalarKind.INTEGER && (text.startsWith("0x") || text.startsWith("0o"))) {
            return integer(text).doubleValue();
        }
        if (text.endsWith("f") || text.endsWith("F")) {
            return text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        return text.startsWith(".n") || text.startsWith(".N") ? Double.NaN : Double.parseDouble(text);
    }
}
