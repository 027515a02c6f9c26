package dev.retort.core.schema;

import dev.retort.core.config.problem.Texts;

/** What a key takes, in a few words for a reference: {@code whole number from 1 to 10000}. */
final class TypeNames {

    private TypeNames() {}

    static String of(ValueShape value) {
        if (value instanceof ValueShape.Truth) {
            return "true or false";
        }
        if (value instanceof ValueShape.Whole whole) {
            return "whole number" + spaced(Limits.of(whole));
        }
        if (value instanceof ValueShape.Decimal decimal) {
            return "number" + spaced(Limits.of(decimal.min(), decimal.max()));
        }
        if (value instanceof ValueShape.Text text) {
            return text.choices().isEmpty() ? "text" : Texts.alternatives(text.choices());
        }
        if (value instanceof ValueShape.Choice choice) {
            return Texts.alternatives(choice.choices());
        }
        if (value instanceof ValueShape.FilePath path) {
            return path.existing() ? "path of a file that exists" : "path";
        }
        if (value instanceof ValueShape.Address) {
            return "URI";
        }
        if (value instanceof ValueShape.Span span) {
            return span.inSeconds()
                    ? "number of seconds" + spaced(Limits.of(span.min(), span.max()))
                    : "duration" + spaced(Limits.ofSpan(span)) + ", such as 250ms, 30s, 1m30s";
        }
        if (value instanceof ValueShape.Credential) {
            return "secret, as ${secret:NAME}";
        }
        return ofCollection(value);
    }

    private static String ofCollection(ValueShape value) {
        if (value instanceof ValueShape.Items items) {
            return "list" + size(items.min(), items.max(), " to ") + " of: " + of(items.item());
        }
        if (value instanceof ValueShape.Named named) {
            return "section of names of your own" + size(named.min(), named.max(), " to ") + ", each with: "
                    + of(named.value());
        }
        if (value instanceof ValueShape.OtherFile) {
            return "path of a YAML file, see below";
        }
        return value instanceof ValueShape.Section ? "section" : "anything";
    }

    private static String size(int min, int max, String to) {
        if (min == 0 && max == Integer.MAX_VALUE) {
            return "";
        }
        return " (" + (max == Integer.MAX_VALUE ? min + " or more" : min + to + max) + ")";
    }

    private static String spaced(String limits) {
        return limits.isEmpty() ? "" : " " + limits;
    }
}
