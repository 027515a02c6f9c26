package dev.retort.core.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a section, read off a record and its annotations.
 *
 * @param type the record
 * @param description may be empty
 * @param components one for each component of the record, in its order
 * @param otherKeys the index of the component that takes the keys no other one claims; -1 when there is none
 */
public record RecordShape(Class<? extends Record> type, String description, List<KeyShape> components, int otherKeys) {

    public RecordShape {
        components = List.copyOf(components);
    }

    /**
     * Reads a record.
     *
     * @throws InvalidRecordException when a component has a type, or an annotation, that makes no sense
     */
    public static RecordShape of(Class<? extends Record> type) {
        return new RecordReader().read(type);
    }

    /** The keys that the section has by name. */
    public List<KeyShape> keys() {
        List<KeyShape> keys = new ArrayList<>(components);
        if (otherKeys >= 0) {
            keys.remove(otherKeys);
        }
        return keys;
    }

    /** The names of {@link #keys()}. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < components.size(); i++) {
            if (i != otherKeys) {
                names.add(components.get(i).name());
            }
        }
        return names;
    }

    /** The key of that name, null when there is none. */
    public @Nullable KeyShape find(String name) {
        for (int i = 0; i < components.size(); i++) {
            if (i != otherKeys && components.get(i).name().equals(name)) {
                return components.get(i);
            }
        }
        return null;
    }

    /** The same with another example for a key. */
    public RecordShape withExample(String name, String example) {
        List<KeyShape> others = new ArrayList<>();
        for (KeyShape key : components) {
            others.add(key.name().equals(name) ? key.withExample(example) : key);
        }
        return new RecordShape(type, description, others, otherKeys);
    }

    /** The component that takes the other keys. */
    public Optional<KeyShape> rest() {
        return otherKeys < 0 ? Optional.empty() : Optional.of(components.get(otherKeys));
    }
}
