package dev.retort.core.config;

import dev.retort.core.config.problem.Place;
import dev.retort.core.config.problem.ProblemLog;
import dev.retort.core.schema.KeyShape;
import dev.retort.core.schema.RecordShape;
import dev.retort.core.schema.ValueShape;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

/** Tries every default and every example of a record, so that a plugin's mistake shows in its own tests and not with a user. */
final class RecordCheck {

    private static final Place NOWHERE = new Place.OfFile("", 0);

    private final SectionBinder binder;

    private RecordCheck(RecordShape root) {
        TaskFiles.Machine machine = new TaskFiles.Machine(
                Path.of(""), Map.of(), Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), ZoneOffset.UTC);
        Environment environment = Environment.of(Map.of(), Map.of());
        ProblemLog ignored = new ProblemLog();
        RunNames names = new RunNames("1970-01-01", "task", "run");
        BindContext context = new BindContext(
                new Composed.Basis(machine, Mode.DRY_RUN, 0, null, false, Map.of()),
                ignored,
                environment,
                new Interpolator(environment, names, true, ignored),
                new KeyPlaces(NOWHERE));
        this.binder = new Binder(context, root, null, null).sections();
    }

    /**
     * @throws dev.retort.core.schema.InvalidRecordException when one does not fit
     */
    static void check(RecordShape root) {
        new RecordCheck(root).all(root);
    }

    private void all(RecordShape shape) {
        for (KeyShape key : shape.keys()) {
            key.fallback().ifPresent(text -> own(shape, key, text));
            key.example().ifPresent(text -> own(shape, key, text));
            nested(key.value());
        }
    }

    private void nested(ValueShape value) {
        if (value instanceof ValueShape.Section section) {
            all(section.shape());
        } else if (value instanceof ValueShape.OtherFile file) {
            all(file.shape());
        } else if (value instanceof ValueShape.Items items) {
            nested(items.item());
        } else if (value instanceof ValueShape.Named named) {
            nested(named.value());
        }
    }

    private void own(RecordShape shape, KeyShape key, String text) {
        ValueShape value = key.value() instanceof ValueShape.OtherFile || key.value() instanceof ValueShape.FilePath
                ? new ValueShape.FilePath(false)
                : key.value();
        binder.own(shape, key, value, text, new Place.OfDefault(NOWHERE), "");
    }
}
