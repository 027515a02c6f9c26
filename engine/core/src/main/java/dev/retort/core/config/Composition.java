package dev.retort.core.config;

import dev.retort.core.config.problem.Place;
import dev.retort.core.config.problem.ProblemLog;
import dev.retort.core.config.yaml.Layers;
import dev.retort.core.config.yaml.Mapping;
import dev.retort.core.config.yaml.Scalar;
import dev.retort.core.schema.RecordShape;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The first step: files and settings are put together, and the engine's own keys are read. */
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

    TaskDocument compose(TaskSource source, List<Setting> settings, Collection<String> knownTypes) {
        if (source instanceof TaskSource.Command command) {
            Place start = new Place.OfCommand(command.words());
            Mapping root = withSettings(ofCommand(command, start), settings);
            return document(start, root, List.of(), command.options(), knownTypes);
        }
        Path file = ((TaskSource.File) source).path();
        Place start = new Place.OfFile(file.toString(), 0);
        DocumentLoader.Loaded loaded = new DocumentLoader(machine.workingDirectory(), log, texts).load(file, start, "");
        Mapping root = withSettings(loaded.root(), settings);
        return document(start, root, List.copyOf(loaded.files()), Map.of(), knownTypes);
    }

    /** A task that has nothing but a name, made of the words of the command. */
    private static Mapping ofCommand(TaskSource.Command command, Place start) {
        Scalar name = Scalar.quoted(start, command.words().replace(' ', '-'));
        return Mapping.of(start, List.of(new Mapping.Entry(Scalar.plain(start, "task_name"), name)));
    }

    private @Nullable Mapping withSettings(@Nullable Mapping root, List<Setting> settings) {
        SettingLayer layer = new SettingLayer(log);
        Mapping merged = root;
        for (Setting setting : settings) {
            Mapping over = layer.of(setting);
            if (over != null && merged != null) {
                merged = Layers.merge(merged, over);
            }
        }
        return merged;
    }

    private TaskDocument document(
            Place start,
            @Nullable Mapping root,
            List<Path> files,
            Map<String, String> options,
            Collection<String> knownTypes) {
        boolean ofCommand = start instanceof Place.OfCommand;
        Composed.Basis basis = new Composed.Basis(machine, mode, texts.count(), null, ofCommand, options);
        if (root != null) {
            return new TaskDocument(new EngineKeyReader(basis, log, texts, knownTypes).read(root, files));
        }
        return new TaskDocument(new Composed(
                basis,
                log,
                RecordShape.of(EngineKeys.class),
                new KeyPlaces(start),
                null,
                null,
                EngineKeyReader.NAMELESS,
                null,
                Environment.of(machine.variables(), Map.of()),
                files,
                Mapping.of(start, List.of())));
    }
}
