package dev.retort.core.config;

import dev.retort.core.config.problem.Nearest;
import dev.retort.core.config.problem.Texts;
import dev.retort.core.config.yaml.Mapping;
import dev.retort.core.schema.KeyShape;
import dev.retort.core.schema.RecordShape;
import dev.retort.core.schema.ValueShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says that a key is not known, and which one was probably meant, or where it belongs. */
final class UnknownKeys {

    private static final int MOST_LISTED = 15;

    private final BindContext context;
    private final RecordShape root;
    private final List<String> engineKeys;

    UnknownKeys(BindContext context, RecordShape root, List<String> engineKeys) {
        this.context = context;
        this.root = root;
        this.engineKeys = engineKeys;
    }

    boolean isOfEngine(String name) {
        return engineKeys.contains(name);
    }

    /**
     * @param meant takes the known key that was probably meant, so that it is not reported as missing too
     */
    void report(Mapping.Entry entry, RecordShape shape, String section, Set<String> meant) {
        String name = entry.name();
        List<String> known = new ArrayList<>(shape.names());
        if (section.isEmpty()) {
            known.addAll(engineKeys);
        }
        String key = KeyPlaces.child(section, name);
        boolean ofFile = context.rootsOfFiles.contains(section);
        String message = "unknown key '" + Texts.shortened(name, 60) + "'"
                + (section.isEmpty() || ofFile ? "" : " in " + KeyPlaces.shown(section));
        Optional<String> near = Nearest.to(name, known);
        if (near.isPresent() && Nearest.sameButForm(name, near.get())) {
            meant.add(near.get());
            context.misfit(entry.key().place(), key, message + " — write '" + near.get() + "'", "");
            return;
        }
        String elsewhere = elsewhere(root, name, "");
        if (elsewhere != null) {
            context.misfit(entry.key().place(), key, message + " — it belongs in " + elsewhere, "");
        } else if (near.isPresent()) {
            meant.add(near.get());
            context.misfit(entry.key().place(), key, message + " — did you mean '" + near.get() + "'?", "");
        } else {
            context.misfit(entry.key().place(), key, message, known(known));
        }
    }

    private static String known(List<String> names) {
        if (names.isEmpty()) {
            return "no keys are known here";
        }
        List<String> shown = names.size() > MOST_LISTED ? names.subList(0, MOST_LISTED) : names;
        return "known keys: " + String.join(", ", shown) + (shown.size() < names.size() ? ", …" : "");
    }

    /** Where a key of that name is known, as words of a message; null when nowhere. */
    private @Nullable String elsewhere(RecordShape shape, String name, String path) {
        for (KeyShape key : shape.keys()) {
            String here = KeyPlaces.child(path, key.name());
            if (key.value() instanceof ValueShape.Section section) {
                if (section.shape().find(name) != null) {
                    return "'" + here + "'";
                }
                String deeper = elsewhere(section.shape(), name, here);
                if (deeper != null) {
                    return deeper;
                }
            } else if (key.value() instanceof ValueShape.OtherFile file) {
                if (file.shape().find(name) != null) {
                    return "the file that '" + here + "' names";
                }
                String deeper = elsewhere(file.shape(), name, "");
                if (deeper != null) {
                    return deeper + " of the file that '" + here + "' names";
                }
            }
        }
        if (!path.isEmpty()) {
            return null;
        }
        return shape.equals(root) && (shape.find(name) != null || engineKeys.contains(name)) ? "the top level" : null;
    }
}
