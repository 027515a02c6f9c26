package dev.retort.core.config.yaml;

import dev.retort.core.config.problem.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lays one document over another: mappings are merged key by key, everything else is replaced. Each part keeps its place; a section
 * that the command line adds to stays where the file has it.
 */
public final class Layers {

    private Layers() {}

    public static Mapping merge(Mapping base, Mapping over) {
        Map<String, Mapping.Entry> merged = new LinkedHashMap<>();
        for (Mapping.Entry entry : base.entries()) {
            merged.put(entry.name(), entry);
        }
        for (Mapping.Entry entry : over.entries()) {
            Mapping.Entry below = merged.get(entry.name());
            if (below != null && below.value() instanceof Mapping b && entry.value() instanceof Mapping o) {
                Scalar key = entry.key().place() instanceof Place.InFile ? entry.key() : below.key();
                merged.put(entry.name(), new Mapping.Entry(key, merge(b, o)));
            } else {
                merged.put(entry.name(), entry);
            }
        }
        List<Mapping.Entry> entries = new ArrayList<>(merged.values());
        return Mapping.of(over.place() instanceof Place.InFile ? over.place() : base.place(), entries);
    }
}
