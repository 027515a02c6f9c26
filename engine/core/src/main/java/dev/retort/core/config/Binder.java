package dev.retort.core.config;

import dev.retort.core.config.problem.Place;
import dev.retort.core.config.problem.Problem;
import dev.retort.core.config.problem.Texts;
import dev.retort.core.config.yaml.Mapping;
import dev.retort.core.config.yaml.Node;
import dev.retort.core.config.yaml.Scalar;
import dev.retort.core.config.yaml.Sequence;
import dev.retort.core.schema.RecordShape;
import dev.retort.core.schema.ValueShape;
import dev.retort.spi.config.ConfigFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes values of one document's nodes. A node that does not fit is reported, and the binding goes on. */
final class Binder {

    private final BindContext context;
    private final ScalarBinder scalars;
    private final SectionBinder sections;
    private final @Nullable Place reference;

    /**
     * @param root the record of the whole document
     * @param engine the keys that may stand beside those of the root; null when there are none
     * @param reference where the document is referred to, when it is not the task itself
     */
    Binder(BindContext context, RecordShape root, @Nullable RecordShape engine, @Nullable Place reference) {
        this.context = context;
        this.reference = reference;
        this.scalars = new ScalarBinder(context, reference);
        this.sections = new SectionBinder(context, this, new UnknownKeys(context, root, engine), reference);
    }

    SectionBinder sections() {
        return sections;
    }

    /** Null when the node does not fit; the reason is in the log. */
    @Nullable
    Bound bind(ValueShape shape, Node node, String key) {
        if (shape instanceof ValueShape.Section section) {
            return section(section, node, key);
        }
        if (shape instanceof ValueShape.Items items) {
            return items(items, node, key);
        }
        if (shape instanceof ValueShape.Named named) {
            return named(named, node, key);
        }
        if (shape instanceof ValueShape.Anything) {
            return new PlainValues(context).bind(node, key);
        }
        if (!(node instanceof Scalar scalar)) {
            String mend = node instanceof Sequence ? "write a single value" : "write a single value, not keys";
            if (shape instanceof ValueShape.OtherFile && node.place() instanceof Place.InSetting) {
                mend = "the keys of another file cannot be set from the command line; edit that file";
            }
            context.misfit(
                    node.place(),
                    key,
                    KeyPlaces.shown(key) + " must be " + shape.noun() + ", found " + Found.of(node, key),
                    mend);
            return null;
        }
        return shape instanceof ValueShape.OtherFile other
                ? otherFile(other, scalar, key)
                : scalars.bind(shape, scalar, key);
    }

    private @Nullable Bound section(ValueShape.Section section, Node node, String key) {
        if (node instanceof Scalar scalar && scalar.isNull()) {
            return sections.bind(section.shape(), Mapping.of(node.place(), List.of()), key);
        }
        if (node instanceof Mapping mapping) {
            return sections.bind(section.shape(), mapping, key);
        }
        List<String> names = section.shape().names();
        String first = names.isEmpty() ? "key" : names.get(0);
        context.misfit(
                node.place(),
                key,
                KeyPlaces.shown(key) + " must be a section, found " + Found.of(node, key),
                "write its keys below it, indented: " + first + ": …");
        return null;
    }

    private @Nullable Bound items(ValueShape.Items shape, Node node, String key) {
        if (!(node instanceof Sequence sequence)) {
            boolean shown = node instanceof Scalar scalar && !scalar.isNull() && !Found.isHidden(scalar, key);
            context.misfit(
                    node.place(),
                    key,
                    KeyPlaces.shown(key) + " must be a list, found " + Found.of(node, key),
                    shown ? "write [" + Found.written((Scalar) node) + "]" : "write [first, second]");
            return null;
        }
        List<Object> values = new ArrayList<>();
        List<Node> written = new ArrayList<>();
        boolean failed = false;
        for (int i = 0; i < sequence.items().size(); i++) {
            Node item = sequence.items().get(i);
            String itemKey = KeyPlaces.child(key, Integer.toString(i));
            context.places.put(itemKey, item.place());
            Bound bound = bind(shape.item(), item, itemKey);
            failed |= bound == null;
            if (bound != null) {
                values.add(bound.value());
                written.add(bound.written());
            }
        }
        if (!fitsSize(sequence.items().size(), shape.min(), shape.max(), "item", node.place(), key) || failed) {
            return null;
        }
        return new Bound(List.copyOf(values), Sequence.of(node.place(), written));
    }

    private boolean fitsSize(int size, int min, int max, String noun, Place place, String key) {
        if (size >= min && size <= max) {
            return true;
        }
        String limit = size < min ? "at least " + Texts.counted(min, noun) : "at most " + Texts.counted(max, noun);
        context.misfit(place, key, KeyPlaces.shown(key) + " must have " + limit + ", found " + size, "");
        return false;
    }

    private @Nullable Bound named(ValueShape.Named shape, Node node, String key) {
        Node section = node instanceof Scalar scalar && scalar.isNull() ? Mapping.of(node.place(), List.of()) : node;
        if (section instanceof Mapping plain && shape.value() instanceof ValueShape.Anything) {
            return fitsSize(plain.entries().size(), shape.min(), shape.max(), "key", node.place(), key)
                    ? new PlainValues(context).bind(plain, key)
                    : null;
        }
        if (!(section instanceof Mapping mapping)) {
            context.misfit(
                    node.place(),
                    key,
                    KeyPlaces.shown(key) + " must be a section, found " + Found.of(node, key),
                    "write 'name: value' lines below it, indented");
            return null;
        }
        Map<String, Object> values = new LinkedHashMap<>();
        List<Mapping.Entry> written = new ArrayList<>();
        boolean failed = false;
        for (Mapping.Entry entry : mapping.entries()) {
            String entryKey = KeyPlaces.child(key, entry.name());
            context.places.put(entryKey, entry.value().place());
            Bound bound = bind(shape.value(), entry.value(), entryKey);
            failed |= bound == null;
            if (bound != null) {
                values.put(entry.name(), bound.value());
                written.add(new Mapping.Entry(entry.key(), bound.written()));
            }
        }
        if (!fitsSize(mapping.entries().size(), shape.min(), shape.max(), "key", node.place(), key) || failed) {
            return null;
        }
        return new Bound(Collections.unmodifiableMap(values), Mapping.of(node.place(), written));
    }

    private @Nullable Bound otherFile(ValueShape.OtherFile shape, Scalar scalar, String key) {
        Bound path = scalars.bind(new ValueShape.FilePath(false), scalar, key);
        if (path == null) {
            return null;
        }
        Path file = (Path) path.value();
        Place place = scalar.place() instanceof Place.OfDefault fallback ? fallback.owner() : scalar.place();
        if (reference != null) {
            context.log.add(
                    Problem.error(place, key, "a file that another file refers to cannot refer to a third", ""));
            return null;
        }
        DocumentLoader.Loaded loaded = context.loaded.get(file);
        if (loaded == null) {
            loaded = new DocumentLoader(context.machine.workingDirectory(), context.log, context.texts)
                    .load(file, place, key);
            context.loaded.put(file, loaded);
            context.filesRead.addAll(loaded.files());
        }
        if (loaded.root() == null) {
            return null;
        }
        context.rootsOfFiles.add(key);
        context.places.put(key, KeyPlaces.ofDocument(loaded.root().place()));
        Binder inner = new Binder(context, shape.shape(), null, place);
        Bound content = inner.sections().bind(shape.shape(), loaded.root(), key);
        context.places.put(key, place);
        if (content == null) {
            return null;
        }
        context.otherFiles.put(file, (Mapping) content.written());
        return new Bound(new ConfigFile<>(file, (Record) content.value()), path.written());
    }
}
