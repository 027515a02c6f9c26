package dev.retort.core.schema;

import java.util.Optional;

/**
 * A key of a section.
 *
 * @param name as in the file
 * @param component the component of the record
 * @param optional whether the component is an {@code Optional}
 * @param fallback the value of a key that is not there, as it would be written
 * @param description may be empty
 * @param example a value that a user might write
 */
public record KeyShape(
        String name,
        String component,
        ValueShape value,
        boolean optional,
        Optional<String> fallback,
        String description,
        Optional<String> example) {

    KeyShape withExample(String other) {
        return new KeyShape(name, component, value, optional, fallback, description, Optional.of(other));
    }

    /** Whether a file without the key is wrong. */
    public boolean required() {
        return !optional && fallback.isEmpty();
    }
}
