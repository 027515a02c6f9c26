package dev.retort.core.config;

import dev.retort.core.config.problem.Place;
import dev.retort.core.config.problem.Problem;
import dev.retort.core.schema.KeyShape;
import dev.retort.core.schema.RecordShape;
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
        String where =
                section.isEmpty() || context.rootsOfFiles.contains(section) ? "" : " in " + KeyPlaces.shown(section);
        String suffix = reference == null ? "" : " (referred to from " + reference.label() + ")";
        String message = "'" + missing.name() + "' is missing" + where + suffix;
        String mend = option != null ? "add " + option + " " + sample(missing) : mend(missing);
        Problem problem = Problem.error(owner, key, message, mend);
        context.log.add(where.isEmpty() ? problem.withoutExcerpt() : problem);
    }

    private static String mend(KeyShape missing) {
        if (missing.value() instanceof ValueShape.Section section) {
            return "add the section" + withKeys(section.shape());
        }
        String noun = missing.value() instanceof ValueShape.Credential
                ? ""
                : ", " + missing.value().noun();
        return "add " + missing.name() + ": " + sample(missing) + noun;
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

    /** A value that could stand there. */
    static String sample(KeyShape key) {
        if (key.example().isPresent()) {
            return key.example().get();
        }
        return dev.retort.core.schema.Samples.of(key);
    }
}
