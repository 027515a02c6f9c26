package dev.retort.core.run;

import dev.retort.core.secret.Masker;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Values on their way into a JSON file: every string, key and number that shows a secret is masked, and no string is endless.
 * This comes before rendering, so that a value such as {@code null} or {@code 12345678} that happens to be a secret cannot make
 * the JSON unreadable; a mask still sees escapes, for those that the value itself holds are undone when searching.
 */
final class MaskedValues {

    private static final int LONGEST_TEXT = 32 * 1024;
    private static final int DEEPEST = 16;

    private final Masker masker;

    MaskedValues(Masker masker) {
        this.masker = masker;
    }

    Map<String, @Nullable Object> of(Map<String, ?> fields) {
        return map(fields, 0);
    }

    private Map<String, @Nullable Object> map(Map<?, ?> fields, int depth) {
        Map<String, @Nullable Object> masked = new LinkedHashMap<>();
        fields.forEach((key, value) -> masked.put(text(String.valueOf(key)), value(value, depth + 1)));
        return masked;
    }

    private @Nullable Object value(@Nullable Object value, int depth) {
        if (value == null || value instanceof Boolean) {
            return value;
        }
        if (value instanceof Number number) {
            String plain = number.toString();
            return masker.mask(plain).equals(plain) ? number : text(plain);
        }
        if (depth > DEEPEST) {
            return "…";
        }
        if (value instanceof Map<?, ?> map) {
            return map(map, depth);
        }
        if (value instanceof Collection<?> elements) {
            List<@Nullable Object> masked = new ArrayList<>(elements.size());
            elements.forEach(element -> masked.add(value(element, depth + 1)));
            return masked;
        }
        return value instanceof Optional<?> optional ? value(optional.orElse(null), depth) : text(value.toString());
    }

    /** A text, masked and bounded. */
    String text(String text) {
        String masked = masker.mask(text); // before cutting, which could halve a secret
        return masked.length() <= LONGEST_TEXT
                ? masked
                : masked.substring(0, LONGEST_TEXT) + "… (" + (masked.length() - LONGEST_TEXT) + " characters more)";
    }
}
