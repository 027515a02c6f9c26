package dev.retort.core.config;

import dev.retort.core.config.problem.CredentialNames;
import dev.retort.core.config.problem.Texts;
import dev.retort.core.config.yaml.Mapping;
import dev.retort.core.config.yaml.Node;
import dev.retort.core.config.yaml.Scalar;
import dev.retort.core.config.yaml.Sequence;

/** Says what stands where something else was expected. */
final class Found {

    private Found() {}

    /** {@code the text "thirty"}, {@code the number 30}, {@code a list}; the text itself is left out when it may be a secret. */
    static String of(Node node, String key) {
        if (node instanceof Mapping) {
            return "a section";
        }
        if (node instanceof Sequence) {
            return "a list";
        }
        Scalar scalar = (Scalar) node;
        String text = Texts.shortened(scalar.text(), 60);
        if (isHidden(scalar, key)) {
            return "a text that is not shown here";
        }
        return switch (scalar.kind()) {
            case NULL -> scalar.form() == Scalar.Form.FREE || scalar.text().isEmpty() ? "nothing" : text;
            case BOOLEAN -> text;
            case INTEGER, FLOAT -> "the number " + text;
            case TEXT -> scalar.text().isEmpty() ? "an empty text" : "the text \"" + text + '"';
        };
    }

    /** The last part of a dotted path that is no number of an item. */
    private static String lastName(String key) {
        int end = key.length();
        int dot = key.lastIndexOf('.');
        while (dot > 0 && dot + 1 < end && Character.isDigit(key.charAt(dot + 1))) {
            end = dot;
            dot = key.lastIndexOf('.', end - 1);
        }
        return key.substring(dot + 1, end);
    }

    /** Whether the text of a scalar must not be shown. */
    static boolean isHidden(Scalar scalar, String key) {
        return scalar.sensitive() || CredentialNames.isToken(scalar.text()) || CredentialNames.isKey(lastName(key));
    }

    /** A scalar as the user may have written it, for a mend. */
    static String written(Scalar scalar) {
        String text = Texts.shortened(scalar.text(), 40);
        return scalar.form() == Scalar.Form.QUOTED ? '"' + text + '"' : text;
    }

    /** A number, or whatever else is bare of quotes. */
    static String bare(Scalar scalar, String key) {
        return isHidden(scalar, key) ? "***" : Texts.shortened(scalar.text(), 40);
    }
}
