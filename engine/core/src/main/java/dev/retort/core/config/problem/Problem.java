package dev.retort.core.config.problem;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One thing that is wrong, or probably not meant.
 *
 * @param place where; the caret stands under it
 * @param key the dotted path of the key, empty when it is none
 * @param message what was expected and what was found
 * @param mend what to do; may be empty
 * @param excerpt whether the source line helps
 */
public record Problem(Severity severity, Place place, String key, String message, String mend, boolean excerpt) {

    /** Whether a run may start in spite of it. */
    public enum Severity {
        ERROR,
        WARNING;

        /** The word in front of a message. */
        public String word() {
            return this == ERROR ? "error" : "warning";
        }
    }

    public static Problem error(Place place, String key, String message, String mend) {
        return new Problem(Severity.ERROR, place, key, message, mend, true);
    }

    public static Problem warning(Place place, String key, String message, String mend) {
        return new Problem(Severity.WARNING, place, key, message, mend, true);
    }

    /** The same elsewhere. */
    Problem at(Place other) {
        return new Problem(severity, other, key, message, mend, excerpt);
    }

    /** The same without its source line. */
    public Problem withoutExcerpt() {
        return new Problem(severity, place, key, message, mend, false);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** The first line of what is shown. */
    public String headline() {
        return place.label() + ": " + severity.word() + ": " + message;
    }

    /** The problem for machines: texts and whole numbers by name, in the order to be written. */
    public Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("severity", severity.word());
        if (place instanceof Place.InFile in) {
            fields.put("file", in.source().name());
            fields.put("line", in.line());
            fields.put("column", in.column());
            if (!in.isDocument()) {
                fields.put("end_line", in.endLine());
                fields.put("end_column", in.endColumn());
            }
        } else if (place instanceof Place.OfFile of) {
            fields.put("file", of.name());
        } else {
            fields.put("setting", place.label());
        }
        if (!key.isEmpty()) {
            fields.put("key", key);
        }
        fields.put("message", message);
        if (!mend.isEmpty()) {
            fields.put("mend", mend);
        }
        return fields;
    }
}
