package dev.retort.core.config.yaml;

import dev.retort.core.config.problem.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keys and values in the order in which they stand in the file; no key twice.
 *
 * @param entries at least none
 * @param size how many nodes there are in it
 */
public record Mapping(Place place, List<Entry> entries, int size) implements Node {

    /** A key and its value. */
    public record Entry(Scalar key, Node value) {
        public String name() {
            return key.text();
        }
    }

    public Mapping {
        entries = List.copyOf(entries);
    }

    public static Mapping of(Place place, List<Entry> entries) {
        int size = 1;
        for (Entry entry : entries) {
            size += 1 + entry.value().size();
        }
        return new Mapping(place, entries, size);
    }

    /** The entry of a key, null when there is none. */
    public @Nullable Entry find(String name) {
        for (Entry entry : entries) {
            if (entry.name().equals(name)) {
                return entry;
            }
        }
        return null;
    }

    @Override
    public Mapping at(Place other) {
        return new Mapping(other, entries, size);
    }
}
