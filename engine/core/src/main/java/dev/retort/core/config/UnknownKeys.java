package dev.retort.core.config;

import dev.retort.core.config.problem.CredentialNames;
import dev.retort.core.config.problem.Nearest;
import dev.retort.core.config.problem.Place;
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
    private final @Nullable RecordShape engine;

    /**
     * @param root the record of the whole document
     * @param engine the keys that may stand beside those of the root; null when there are none
     */
    UnknownKeys(BindContext context, RecordShape root, @Nullable RecordShape engine) {
        this.context = context;
        this.root = root;
        this.engine = engine;
    }

    boolean isOfEngine(String name) {
        return engine != null && engine.find(name) != null;
    }

    /**
     * @param meant takes the known key that was probably meant, so that it is not reported as missing too
     */
    void report(Mapping.Entry entry, RecordShape shape, String section, Set<String> meant) {
        String name = entry.name();
        List<String> known = new ArrayList<>(shape.names());
        if (section.isEmpty() && engine != null) {
            known.addAll(engine.names());
        }
        String key = KeyPlaces.child(section, name);
        boolean ofFile = context.rootsOfFiles.contains(section);
        String shown = CredentialNames.isToken(name) ? "***" : Texts.shortened(name, 60);
        String message =
                "unknown key '" + shown + "'" + (section.isEmpty() || ofFile ? "" : " in " + KeyPlaces.shown(section));
        Optional<String> near = Nearest.to(name, known);
        boolean sameButForm = near.isPresent() && Nearest.sameButForm(name, near.get());
        Elsewhere elsewhere = sameButForm ? null : elsewhere(name);
        if (elsewhere != null) {
            boolean setting = entry.key().place() instanceof Place.InSetting && elsewhere.key() != null;
            String mend = setting ? "write --set " + elsewhere.key() + "=…" : "";
            context.misfit(entry.key().place(), key, message + " — it belongs " + elsewhere.words(), mend);
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

    /**
     * Where a key of that name is known.
     *
     * @param words as in a message
     * @param key its dotted path; null when it is in another file
     */
    private record Elsewhere(String words, @Nullable String key) {}

    private @Nullable Elsewhere elsewhere(String name) {
        if (root.find(name) != null || isOfEngine(name)) {
            return new Elsewhere("at the top level", name);
        }
        Elsewhere found = engine == null ? null : within(engine, name, "");
        return found != null ? found : within(root, name, "");
    }

    private static @Nullable Elsewhere within(RecordShape shape, String name, String path) {
        for (KeyShape key : shape.keys()) {
            String here = KeyPlaces.child(path, key.name());
            Elsewhere found = null;
            if (key.value() instanceof ValueShape.Section section) {
                found = section.shape().find(name) != null
                        ? new Elsewhere("in '" + here + "'", KeyPlaces.child(here, name))
                        : within(section.shape(), name, here);
            } else if (key.value() instanceof ValueShape.OtherFile file) {
                String words = "the file that '" + here + "' names";
                Elsewhere inner = within(file.shape(), name, "");
                found = file.shape().find(name) != null
                        ? new Elsewhere("in " + words, null)
                        : inner == null ? null : new Elsewhere(inner.words() + " of " + words, null);
            }
            if (found != null) {
                return found;
            }
        }
        return null;
    }
}
