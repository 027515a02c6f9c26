package dev.retort.core.config;

import dev.retort.core.config.problem.Nearest;
import dev.retort.core.config.problem.Place;
import dev.retort.core.config.problem.ProblemLog;
import dev.retort.core.config.problem.Texts;
import dev.retort.core.config.yaml.Layers;
import dev.retort.core.config.yaml.Mapping;
import dev.retort.core.config.yaml.Scalar;
import dev.retort.core.schema.RecordShape;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The first step: files, settings and the environment are put together, and the engine's own keys are read. */
final class Composition {

    private final TaskFiles.Machine machine;
    private final Mode mode;
    private final ProblemLog log = new ProblemLog();
    private final FileTexts texts;

    Composition(TaskFiles.Machine machine, Mode mode) {
        this.machine = machine;
        this.mode = mode;
        this.texts = new FileTexts(machine.workingDirectory(), log, 0);
    }

    /** What both steps work with. */
    record Basis(
            TaskFiles.Machine machine,
            Mode mode,
            int filesRead,
            @Nullable String envFile,
            boolean ofCommand,
            Map<String, String> options) {}

    /**
     * What the first step gives.
     *
     * @param root null when the file cannot be read
     * @param taskType null when there is none, or none that is known
     * @param written the engine's keys as they are written in the resolved file
     */
    record Result(
            Basis basis,
            ProblemLog log,
            KeyPlaces places,
            @Nullable Mapping root,
            @Nullable String taskType,
            String taskName,
            @Nullable Path outputDirectory,
            Environment environment,
            List<Path> files,
            Mapping written) {}

    TaskDocument compose(TaskSource source, List<Setting> settings, Collection<String> knownTypes) {
        Place start;
        List<Path> files = List.of();
        Mapping root;
        Map<String, String> options = Map.of();
        if (source instanceof TaskSource.File file) {
            start = new Place.OfFile(file.path().toString(), 0);
            DocumentLoader loader = new DocumentLoader(machine.workingDirectory(), log, texts);
            DocumentLoader.Loaded loaded = loader.load(file.path(), start, "");
            files = List.copyOf(loaded.files());
            root = loaded.root();
        } else {
            TaskSource.Command command = (TaskSource.Command) source;
            start = new Place.OfCommand(command.words());
            options = command.options();
            Scalar name = Scalar.quoted(start, command.words().replace(' ', '-'));
            root = Mapping.of(start, List.of(new Mapping.Entry(Scalar.plain(start, "task_name"), name)));
        }
        SettingLayer layer = new SettingLayer(log);
        for (Setting setting : settings) {
            Mapping over = layer.of(setting);
            if (over != null && root != null) {
                root = Layers.merge(root, over);
            }
        }
        return new TaskDocument(engineKeys(start, root, files, options, knownTypes));
    }

    private Result engineKeys(
            Place start,
            @Nullable Mapping root,
            List<Path> files,
            Map<String, String> options,
            Collection<String> knownTypes) {
        if (root == null) {
            Basis basis = basis(null, start, options);
            Environment process = Environment.of(machine.variables(), Map.of());
            return new Result(
                    basis,
                    log,
                    new KeyPlaces(start),
                    null,
                    null,
                    "task",
                    null,
                    process,
                    files,
                    Mapping.of(start, List.of()));
        }
        RecordShape shape = RecordShape.of(EngineKeys.class);
        if (!knownTypes.isEmpty()) {
            shape = shape.withExample("task_type", Collections.min(knownTypes));
        }
        KeyPlaces places = new KeyPlaces(root.place());
        Map<String, String> names = new HashMap<>();
        names.put(
                "date",
                LocalDate.ofInstant(machine.clock().instant(), machine.zone()).toString());
        names.put("run.dir", "!it is not known yet");
        names.put("task.name", "!it is not known yet");

        Environment process = Environment.of(machine.variables(), Map.of());
        Basis first = basis(null, start, options);
        Bound section = binder(first, process, names, places, shape).one(shape, root, "environment");
        Map<String, Environment.Variable> variables = Map.of();
        Path envFile = section == null
                ? null
                : ((EngineKeys.EnvironmentKeys) section.value()).envFile().orElse(null);
        if (envFile != null) {
            variables = new EnvFile(log, texts, mode).read(machine.workingDirectory(), envFile, places.of(EnvFile.KEY));
        }
        Environment environment = Environment.of(machine.variables(), variables);
        Basis basis = basis(envFile, start, options);

        List<Mapping.Entry> written = new ArrayList<>();
        SectionBinder binder = binder(basis, environment, names, places, shape);
        String name = taskName(keep(written, binder.one(shape, root, "task_name"), "task_name"), places);
        names.put("task.name", name);
        String type = taskType(keep(written, binder.one(shape, root, "task_type"), "task_type"), places, knownTypes);
        Object output = keep(written, binder.one(shape, root, "output_dir"), "output_dir");
        keep(written, section, "environment");
        return new Result(
                basis,
                log,
                places,
                root,
                type,
                name,
                output instanceof Optional<?> some ? (Path) some.orElse(null) : null,
                environment,
                files,
                Mapping.of(root.place(), written));
    }

    private Basis basis(@Nullable Path envFile, Place start, Map<String, String> options) {
        return new Basis(
                machine,
                mode,
                texts.count(),
                envFile == null ? null : envFile.toString(),
                start instanceof Place.OfCommand,
                options);
    }

    private SectionBinder binder(
            Basis basis, Environment environment, Map<String, String> names, KeyPlaces places, RecordShape shape) {
        Interpolator interpolator = new Interpolator(environment, names, log);
        BindContext context = new BindContext(basis, log, environment, interpolator, places);
        return new Binder(context, shape, null, null).sections();
    }

    private static @Nullable Object keep(List<Mapping.Entry> written, @Nullable Bound bound, String name) {
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
            return "task";
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

    private @Nullable String taskType(@Nullable Object value, KeyPlaces places, Collection<String> knownTypes) {
        if (value == null) {
            return null;
        }
        String type = (String) value;
        if (knownTypes.contains(type)) {
            return type;
        }
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
