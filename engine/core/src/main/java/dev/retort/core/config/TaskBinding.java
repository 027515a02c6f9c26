package dev.retort.core.config;

import dev.retort.core.config.problem.ProblemLog;
import dev.retort.core.config.yaml.Mapping;
import dev.retort.core.schema.RecordShape;
import dev.retort.spi.Secret;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The second step: the document becomes the record of its task type. */
final class TaskBinding {

    private final Composed composed;
    private final Path runDirectory;

    TaskBinding(Composed composed, Path runDirectory) {
        this.composed = composed;
        this.runDirectory = runDirectory;
    }

    <C extends Record> BoundTask<C> bind(Class<C> type) {
        ProblemLog log = new ProblemLog();
        log.addAll(composed.log());
        KeyPlaces places = composed.places().copy();
        String today = composed.basis().machine().date();
        RunNames names = new RunNames(today, composed.taskName(), runDirectory.toString());
        Interpolator interpolator = new Interpolator(composed.environment(), names, true, log);
        BindContext context = new BindContext(composed.basis(), log, composed.environment(), interpolator, places);

        RecordShape shape = RecordShape.of(type);
        RecordShape engine = composed.engine();
        EngineKeys.refuseIn(shape);
        Mapping root = composed.root();
        Bound bound = root == null
                ? null
                : new Binder(context, shape, engine, null).sections().bind(shape, root, "");
        String resolved = bound == null
                ? ""
                : new ResolvedYaml(composed.files())
                        .write(composed.written(), (Mapping) bound.written(), context.otherFiles);
        List<Path> files = new ArrayList<>(composed.files());
        for (Path file : context.filesRead) {
            if (!files.contains(file)) {
                files.add(file);
            }
        }
        return new BoundTask<>(
                composed,
                log,
                places,
                new BoundTask.Outcome<>(
                        bound == null ? null : type.cast(bound.value()),
                        secrets(context),
                        List.copyOf(files),
                        resolved,
                        interpolator.usedRunDirectory()));
    }

    private List<Secret> secrets(BindContext context) {
        List<Secret> secrets = new ArrayList<>(context.secrets);
        Set<String> names = new HashSet<>();
        for (Secret secret : secrets) {
            names.add(secret.name());
        }
        for (Secret credential : composed.environment().credentials()) {
            if (names.add(credential.name())) {
                secrets.add(credential);
            }
        }
        return List.copyOf(secrets);
    }
}
