package dev.retort.core.config;

import dev.retort.core.config.problem.Nearest;
import dev.retort.core.config.problem.ProblemLog;
import dev.retort.core.config.problem.Texts;
import dev.retort.core.config.yaml.Mapping;
import dev.retort.core.config.yaml.Scalar;
import dev.retort.core.schema.RecordShape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the engine's own keys of a document: the env file first, since the others may refer to what it sets. */
final class EngineKeyReader {

    static final String NAMELESS = "task";

    private final Composed.Basis basis;
    private final ProblemLog log;
    private final FileTexts texts;
    private final Collection<String> knownTypes;
    private final RecordShape shape;
    private final String today;
    private final List<Mapping.Entry> written = new ArrayList<>();

    EngineKeyReader(Composed.Basis basis, ProblemLog log, FileTexts texts, Collection<String> knownTypes) {
        this.basis = basis;
        this.log = log;
        this.texts = texts;
        this.knownTypes = knownTypes;
        RecordShape engine = RecordShape.of(EngineKeys.class);
        this.shape = knownTypes.isEmpty() ? engine : engine.withExample("task_type", Collections.min(knownTypes));
        this.today = basis.machine().date();
    }

    Composed read(Mapping root, List<Path> files) {
        KeyPlaces places = new KeyPlaces(root.place());
        Map<String, String> process = basis.machine().variables();
        Bound section =
                binder(basis, Environment.of(process, Map.of()), places, null).one(shape, root, "environment");
        Path envFile = section == null
                ? null
                : ((EngineKeys.EnvironmentKeys) section.value()).envFile().orElse(null);
        Map<String, Environment.Variable> ofFile = envFile == null
                ? Map.of()
                : new EnvFile(log, texts).read(basis.machine().workingDirectory(), envFile, places.of(EnvFile.KEY));
        Environment environment = Environment.of(process, ofFile);
        Composed.Basis full = basis.with(texts.count(), envFile);

        SectionBinder binder = binder(full, environment, places, null);
        String name = taskName(keep(binder.one(shape, root, "task_name"), "task_name"), places);
        String type = taskType(keep(binder.one(shape, root, "task_type"), "task_type"), places);
        Object output = keep(binder(full, environment, places, name).one(shape, root, "output_dir"), "output_dir");
        keep(section, "environment");
        return new Composed(
                full,
                log,
                shape,
                places,
                root,
                type,
                name,
                output instanceof Optional<?> some ? (Path) some.orElse(null) : null,
                environment,
                files,
                Mapping.of(root.place(), written));
    }

    private SectionBinder binder(
            Composed.Basis with, Environment environment, KeyPlaces places, @Nullable String taskName) {
        RunNames names = new RunNames(today, taskName, null);
        Interpolator interpolator = new Interpolator(environment, names, false, log);
        BindContext context = new BindContext(with, log, environment, interpolator, places);
        return new Binder(context, shape, null, null).sections();
    }

    /** Notes a value for the resolved file, unless there is none. */
    private @Nullable Object keep(@Nullable Bound bound, String name) {
        if (bound == null) {
            return null;
        }
        boolean absent = bound.value() instanceof Optional<?> none && none.isEmpty();
        boolean empty =
                bound.written() instanceof Mapping mapping && mapping.entries().isEmpty();
        if (!absent && !empty) {
            written.add(new Mapping.Entry(Scalar.plain(bound.written().place(), name), bound.written()));
        }
        return bound.value();
    }

    private String taskName(@Nullable Object value, KeyPlaces places) {
        if (value == null) {
            return NAMELESS;
        }
        String name = (String) value;
        String clean = TaskNames.cleaned(name);
        if (clean.equals(name)) {
            return name;
        }
        log.error(
                places.of("task_name"),
                "task_name",
                "'task_name' must be a directory name of letters, digits, '.', '_' and '-', found "
                        + (name.isEmpty() ? "an empty text" : Texts.quoted(name)),
                "for example " + clean);
        return clean;
    }

    /** The type itself, or the known one that was probably meant. */
    private @Nullable String taskType(@Nullable Object value, KeyPlaces places) {
        if (value == null || knownTypes.contains(value)) {
            return (String) value;
        }
        String type = (String) value;
        String near = Nearest.to(type, knownTypes).orElse(null);
        String known = knownTypes.isEmpty()
                ? "no plugin brings any: java -jar engine.jar plugins doctor"
                : "the plugins here bring " + String.join(", ", new TreeSet<>(knownTypes));
        log.error(
                places.of("task_type"),
                "task_type",
                "unknown task type " + Texts.quoted(type) + (near == null ? "" : " — did you mean '" + near + "'?"),
                near == null ? known : "");
        return near;
    }
}
