package dev.retort.core.config.yaml;

/** What YAML 1.2's core schema (section 10.3.2) takes a plain scalar for. */
public enum ScalarKind {
    NULL,
    BOOLEAN,
    /** Decimal, or with {@code 0o} or {@code 0x} in front. */
    INTEGER,
    FLOAT,
    TEXT;

    /** The kind of a scalar without quotes. */
    public static ScalarKind of(String text) {
        switch (text) {
            case "", "~", "null", "Null", "NULL" -> {
                return NULL;
            }
            case "true", "True", "TRUE", "false", "False", "FALSE" -> {
                return BOOLEAN;
            }
            case ".nan", ".NaN", ".NAN" -> {
                return FLOAT;
            }
            default -> {
                return number(text);
            }
        }
    }

    private static ScalarKind number(String text) {
        if (text.startsWith("0o") || text.startsWith("0x")) {
            int radix = text.charAt(1) == 'o' ? 8 : 16;
            return digits(text, 2, radix) == text.length() && text.length() > 2 ? INTEGER : TEXT;
        }
        int sign = text.charAt(0) == '-' || text.charAt(0) == '+' ? 1 : 0;
        String unsigned = text.substring(sign);
        if (unsigned.equals(".inf") || unsigned.equals(".Inf") || unsigned.equals(".INF")) {
            return FLOAT;
        }
        int whole = digits(text, sign, 10);
        if (whole == text.length() && whole > sign) {
            return INTEGER;
        }
        int end = whole;
        if (end < text.length() && text.charAt(end) == '.') {
            end = digits(text, end + 1, 10);
            if (whole == sign && end == whole + 1) {
                return TEXT;
            }
        } else if (whole == sign) {
            return TEXT;
        }
        if (end < text.length() && (text.charAt(end) == 'e' || text.charAt(end) == 'E')) {
            int exponent = end + 1;
            if (exponent < text.length() && (text.charAt(exponent) == '-' || text.charAt(exponent) == '+')) {
                exponent++;
            }
            end = digits(text, exponent, 10);
            if (end == exponent) {
                return TEXT;
            }
        }
        return end == text.length() ? FLOAT : TEXT;
    }

    private static int digits(String text, int from, int radix) {
        int i = from;
        while (i < text.length() && text.charAt(i) < 128 && Character.digit(text.charAt(i), radix) >= 0) {
            i++;
        }
        return i;
    }
}
