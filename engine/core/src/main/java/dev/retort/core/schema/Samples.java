package dev.retort.core.schema;

import dev.retort.core.config.yaml.YamlText;
import java.util.Collections;
import java.util.Locale;

/** Values that could stand in a file. */
public final class Samples {

    private Samples() {}

    /** The example of a key, else its default, else something of its kind; as it would be written on one line. */
    public static String of(KeyShape key) {
        if (key.example().isPresent()) {
            return written(key.value(), key.example().get());
        }
        return key.fallback().isPresent() ? written(key.value(), key.fallback().get()) : of(key.value(), key.name());
    }

    /** What an annotation says, in quotes where a file needs them. */
    public static String written(ValueShape value, String text) {
        boolean isText = value instanceof ValueShape.Text
                || value instanceof ValueShape.FilePath
                || value instanceof ValueShape.OtherFile
                || value instanceof ValueShape.Address;
        boolean flow = !text.isEmpty() && "[{\"'".indexOf(text.charAt(0)) >= 0;
        return isText && !flow ? YamlText.quoted(text) : text;
    }

    private static String of(ValueShape value, String name) {
        if (value instanceof ValueShape.Truth) {
            return "true";
        }
        if (value instanceof ValueShape.Whole whole) {
            return Long.toString(Math.max(whole.min(), Math.min(1, whole.max())));
        }
        if (value instanceof ValueShape.Decimal decimal) {
            return Limits.shown(Math.max(decimal.min(), Math.min(1, decimal.max())));
        }
        if (value instanceof ValueShape.Text text) {
            return text.choices().isEmpty()
                    ? "\"text\""
                    : YamlText.quoted(text.choices().get(0));
        }
        if (value instanceof ValueShape.Choice choice) {
            return choice.choices().get(0);
        }
        if (value instanceof ValueShape.Span span) {
            double seconds = Math.max(span.min(), Math.min(1, span.max()));
            return span.inSeconds() ? Limits.shown(seconds) : (long) Math.ceil(seconds * 1000) + "ms";
        }
        if (value instanceof ValueShape.Credential) {
            return "${secret:" + name.toUpperCase(Locale.ROOT).replace('-', '_') + "}";
        }
        if (value instanceof ValueShape.Address) {
            return "\"https://example.org/\"";
        }
        return value instanceof ValueShape.FilePath || value instanceof ValueShape.OtherFile
                ? "\"path/to/file\""
                : collection(value, name);
    }

    private static String collection(ValueShape value, String name) {
        if (value instanceof ValueShape.Items items) {
            String item = of(items.item(), name);
            return "[" + String.join(", ", Collections.nCopies(Math.max(1, items.min()), item)) + "]";
        }
        if (value instanceof ValueShape.Named named) {
            StringBuilder text = new StringBuilder("{");
            for (int i = 1; i <= Math.max(1, named.min()); i++) {
                text.append(i == 1 ? "" : ", ")
                        .append("name")
                        .append(i)
                        .append(": ")
                        .append(of(named.value(), name));
            }
            return text.append('}').toString();
        }
        if (value instanceof ValueShape.Section section) {
            StringBuilder text = new StringBuilder("{");
            for (KeyShape key : section.shape().keys()) {
                if (key.required()) {
                    text.append(text.length() == 1 ? "" : ", ")
                            .append(key.name())
                            .append(": ")
                            .append(of(key));
                }
            }
            return text.append('}').toString();
        }
        return "\"anything\"";
    }
}
