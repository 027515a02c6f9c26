package dev.retort.core.config.yaml;

import dev.retort.core.config.problem.Place;
import java.util.List;

/**
 * A list.
 *
 * @param size how many nodes there are in it
 */
public record Sequence(Place place, List<Node> items, int size) implements Node {

    public Sequence {
        items = List.copyOf(items);
    }

    public static Sequence of(Place place, List<Node> items) {
        int size = 1;
        for (Node item : items) {
            size += item.size();
        }
        return new Sequence(place, items, size);
    }

    @Override
    public Sequence at(Place other) {
        return new Sequence(other, items, size);
    }
}
