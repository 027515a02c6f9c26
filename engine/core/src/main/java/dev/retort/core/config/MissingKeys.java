package dev.retort.core.config;

import dev.retort.core.config.problem.Place;
import dev.retort.core.schema.KeyShape;
import dev.retort.core.schema.RecordShape;
import dev.retort.core.schema.Samples;
import dev.retort.core.schema.ValueShape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says that a required key is not there. */
final class MissingKeys {

    private MissingKeys() {}

    static void report(BindContext context, KeyShape missing, Place owner, String section, @Nullable Place reference) {
        String key = KeyPlaces.child(section, missing.name());
        String option = context.options.get(key);
        if (option != null) {
            context.log.error(owner, key, option + " is missing", "add " + option + " " + Samples.of(missing));
            return;
        }
        boolean ofRoot = section.isEmpty() || context.rootsOfFiles.contains(section);
        String where = ofRoot ? "" : " in " + KeyPlaces.shown(section);
        String suffix = reference == null ? "" : " (referred to from " + reference.label() + ")";
        boolean isSection = missing.value() instanceof ValueShape.Section;
        String noun = isSection
                ? "the section '" + missing.name() + "'"
                : "'" + missing.name() + "', " + missing.value().noun() + ",";
        context.log.error(owner, key, noun + " is missing" + where + suffix, mend(missing));
    }

    private static String mend(KeyShape missing) {
        return missing.value() instanceof ValueShape.Section section
                ? "add it" + withKeys(section.shape())
                : "add " + missing.name() + ": " + Samples.of(missing);
    }

    private static String withKeys(RecordShape shape) {
        List<String> required = new ArrayList<>();
        for (KeyShape key : shape.keys()) {
            if (key.required()) {
                required.add(key.name());
            }
        }
        return required.isEmpty() ? "" : ", with at least " + String.join(", ", required);
    }
}
