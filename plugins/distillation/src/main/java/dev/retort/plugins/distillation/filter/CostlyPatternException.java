package dev.retort.plugins.distillation.filter;

import java.util.Locale;
import java.util.regex.Pattern;

/** A regular expression takes too long on a text, as some do on texts that nearly match. */
final class CostlyPatternException extends Exception {

    private static final long serialVersionUID = 1;

    CostlyPatternException(Pattern pattern, int length) {
        super(
                String.format(
                        Locale.ROOT,
                        "the regular expression takes too many steps on these %,d characters: %s",
                        length,
                        pattern),
                null,
                false,
                false);
    }
}
