package dev.retort.core.config;

import dev.retort.core.config.problem.Place;
import dev.retort.core.config.yaml.Scalar;

/**
 * A dollar sign and braces within a scalar.
 *
 * @param start where it begins in the text
 * @param end behind its closing brace
 */
record Reference(Scalar scalar, int start, int end) {

    static final String SECRET = "secret:";
    static final String ENV = "env:";

    /** As written. */
    String text() {
        return scalar.text().substring(start, end);
    }

    /** What stands between the braces. */
    String name() {
        return scalar.text().substring(start + 2, end - 1);
    }

    /** The environment variable that an {@code env:} refers to; empty for other references. */
    String variable() {
        String name = name();
        if (!name.startsWith(ENV)) {
            return "";
        }
        int fallback = name.indexOf(":-");
        return name.substring(ENV.length(), fallback < 0 ? name.length() : fallback);
    }

    static boolean isVariableName(String name) {
        if (name.isEmpty() || (name.charAt(0) >= '0' && name.charAt(0) <= '9')) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c != '_' && (c >= 128 || !Character.isLetterOrDigit(c))) {
                return false;
            }
        }
        return true;
    }

    /** Its own place where the source line shows it; else that of the scalar. */
    Place place() {
        if (!(scalar.place() instanceof Place.InFile in) || in.line() != in.endLine()) {
            return scalar.place();
        }
        int quote = scalar.form() == Scalar.Form.QUOTED ? 1 : 0;
        int from = in.column() + quote + scalar.text().codePointCount(0, start);
        int to = from + scalar.text().codePointCount(start, end);
        String line = in.source().line(in.line());
        if (from > line.codePointCount(0, line.length())
                || !line.startsWith(text(), line.offsetByCodePoints(0, from - 1))) {
            return in;
        }
        return new Place.InFile(in.source(), in.line(), from, in.line(), to);
    }
}
