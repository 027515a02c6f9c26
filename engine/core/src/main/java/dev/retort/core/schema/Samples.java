package dev.retort.core.schema;

/** Values that could stand in a file, for keys without an example. */
public final class Samples {

    private Samples() {}

    /** The example of a key, else its default, else something of its kind. */
    public static String of(KeyShape key) {
        if (key.example().isPresent()) {
            return key.example().get();
        }
        return key.fallback().isPresent() ? key.fallback().get() : of(key.value(), key.name());
    }

    private static String of(ValueShape value, String name) {
        if (value instanceof ValueShape.Truth) {
            return "true";
        }
        if (value instanceof ValueShape.Whole whole) {
            return Long.toString(Math.max(whole.min(), Math.min(1, whole.max())));
        }
        if (value instanceof ValueShape.Decimal decimal) {
            return Double.toString(Math.max(decimal.min(), Math.min(1, decimal.max())));
        }
        if (value instanceof ValueShape.Text text && !text.choices().isEmpty()) {
            return text.choices().get(0);
        }
        if (value instanceof ValueShape.Choice choice) {
            return choice.choices().get(0);
        }
        if (value instanceof ValueShape.Span span) {
            double seconds = Math.max(span.min(), Math.min(1, span.max()));
            return span.inSeconds() ? Double.toString(seconds) : (long) Math.ceil(seconds) + "s";
        }
        if (value instanceof ValueShape.Credential) {
            return "${secret:" + name.toUpperCase(java.util.Locale.ROOT).replace('-', '_') + "}";
        }
        if (value instanceof ValueShape.Address) {
            return "https://example.org/";
        }
        if (value instanceof ValueShape.Items) {
            return "[…]";
        }
        return value instanceof ValueShape.FilePath || value instanceof ValueShape.OtherFile ? "path/to/file" : "…";
    }
}
