package dev.retort.core.config.yaml;

import dev.retort.core.config.problem.Place;

/**
 * A text, which may stand for a number, a truth value or nothing.
 *
 * @param text what it says, quotes and escapes resolved
 * @param form how it was written
 * @param sensitive whether the text must not be shown
 */
public record Scalar(Place place, String text, Form form, boolean sensitive) implements Node {

    /** How a scalar was written, which decides what it may be. */
    public enum Form {
        /** Without quotes: YAML's core schema says what it is. */
        PLAIN,
        /** In quotes or as a block, or tagged as text: a text. */
        QUOTED,
        /** From the command line or an environment variable, where quotes cannot tell: whatever the key wants. */
        FREE
    }

    public static Scalar plain(Place place, String text) {
        return new Scalar(place, text, Form.PLAIN, false);
    }

    public static Scalar quoted(Place place, String text) {
        return new Scalar(place, text, Form.QUOTED, false);
    }

    public static Scalar free(Place place, String text) {
        return new Scalar(place, text, Form.FREE, false);
    }

    /** What YAML's core schema takes it for. */
    public ScalarKind kind() {
        return form == Form.QUOTED ? ScalarKind.TEXT : ScalarKind.of(text);
    }

    /** Whether it stands for nothing: an empty value, {@code null} or {@code ~}. */
    public boolean isNull() {
        return form != Form.QUOTED && ScalarKind.of(text) == ScalarKind.NULL;
    }

    @Override
    public Scalar at(Place other) {
        return new Scalar(other, text, form, sensitive);
    }

    @Override
    public int size() {
        return 1;
    }
}
