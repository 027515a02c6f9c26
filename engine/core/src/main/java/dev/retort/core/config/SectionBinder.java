package dev.retort.core.config;

import dev.retort.core.config.problem.Nearest;
import dev.retort.core.config.problem.Place;
import dev.retort.core.config.yaml.InlineYaml;
import dev.retort.core.config.yaml.Mapping;
import dev.retort.core.config.yaml.Node;
import dev.retort.core.config.yaml.Scalar;
import dev.retort.core.schema.InvalidRecordException;
import dev.retort.core.schema.KeyShape;
import dev.retort.core.schema.RecordShape;
import dev.retort.core.schema.Samples;
import dev.retort.core.schema.ValueShape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a record of a section. */
final class SectionBinder {

    private final BindContext context;
    private final Binder binder;
    private final UnknownKeys unknownKeys;
    private final RecordMaker records;
    private final @Nullable Place reference;

    SectionBinder(BindContext context, Binder binder, UnknownKeys unknownKeys, @Nullable Place reference) {
        this.context = context;
        this.binder = binder;
        this.unknownKeys = unknownKeys;
        this.records = new RecordMaker(context, reference);
        this.reference = reference;
    }

    @Nullable
    Bound bind(RecordShape shape, Mapping section, String key) {
        @Nullable Object[] values = new Object[shape.components().size()];
        List<Mapping.Entry> written = new ArrayList<>();
        List<Mapping.Entry> others = new ArrayList<>();
        Set<String> meant = new HashSet<>();
        boolean failed = false;
        for (Mapping.Entry entry : section.entries()) {
            int index = index(shape, entry.name());
            if (index >= 0) {
                Bound bound = value(shape.components().get(index), entry, KeyPlaces.child(key, entry.name()));
                failed |= bound == null;
                if (bound != null) {
                    values[index] = bound.value();
                    if (!(bound.value() instanceof Optional<?> none) || none.isPresent()) {
                        written.add(new Mapping.Entry(entry.key(), bound.written()));
                    }
                }
            } else if (!isOfEngine(entry, key) && shape.otherKeys() >= 0) {
                others.add(entry);
            } else if (!isOfEngine(entry, key)) {
                failed = true;
                unknownKeys.report(entry, shape, key, meant);
            }
        }
        failed |= !bindAbsent(shape, section, key, values, written, meant);
        if (shape.otherKeys() >= 0) {
            Bound rest = new PlainValues(context).rest(others, key);
            failed |= rest == null;
            if (rest != null) {
                values[shape.otherKeys()] = rest.value();
                written.addAll(((Mapping) rest.written()).entries());
            }
        }
        Object made = failed ? null : records.make(shape.type(), values, key);
        return made == null ? null : new Bound(made, Mapping.of(section.place(), written));
    }

    private boolean isOfEngine(Mapping.Entry entry, String section) {
        return section.isEmpty() && unknownKeys.isOfEngine(entry.name());
    }

    private static int index(RecordShape shape, String name) {
        for (int i = 0; i < shape.components().size(); i++) {
            if (i != shape.otherKeys() && shape.components().get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    private @Nullable Bound value(KeyShape component, Mapping.Entry entry, String key) {
        Node node = entry.value();
        boolean section =
                component.value() instanceof ValueShape.Section || component.value() instanceof ValueShape.Named;
        Place place = section ? sectionPlace(entry, key) : node.place();
        context.places.put(key, place);
        boolean isNull = node instanceof Scalar scalar && scalar.isNull();
        if (isNull && component.optional()) {
            if (((Scalar) node).text().isEmpty() && place instanceof Place.InFile) {
                Place name = entry.key().place();
                context.log.warn(
                        name,
                        key,
                        KeyPlaces.shown(key) + " has no value and counts as not set",
                        "write null to mean that");
            }
            return new Bound(Optional.empty(), node);
        }
        if (isNull && !section && node instanceof Scalar scalar && scalar.form() == Scalar.Form.PLAIN) {
            String mend = component
                    .fallback()
                    .map(text -> "write one, or delete the key for the default " + text)
                    .orElse("for example " + Samples.of(component));
            Place shown = scalar.text().isEmpty() ? entry.key().place() : place;
            context.misfit(shown, key, KeyPlaces.shown(key) + " has no value", mend);
            return null;
        }
        Bound bound = binder.bind(component.value(), node, key);
        return bound != null && component.optional() ? new Bound(Optional.of(bound.value()), bound.written()) : bound;
    }

    /** A section that only the command line brings has no place of its own. */
    private Place sectionPlace(Mapping.Entry entry, String key) {
        Place place = entry.key().place();
        return place instanceof Place.InSetting ? context.places.of(KeyPlaces.parent(key)) : place;
    }

    /** Fills in what the section does not say. */
    private boolean bindAbsent(
            RecordShape shape,
            Mapping section,
            String key,
            @Nullable Object[] values,
            List<Mapping.Entry> written,
            Set<String> meant) {
        boolean whole = true;
        for (int i = 0; i < values.length; i++) {
            KeyShape component = shape.components().get(i);
            if (i == shape.otherKeys() || section.find(component.name()) != null) {
                continue;
            }
            if (component.required() && section.place() instanceof Place.OfDefault) {
                throw new MisfitException("'" + component.name() + "' is missing");
            }
            if (component.required() && meant.contains(component.name())) {
                whole = false;
                continue;
            }
            Bound bound = absent(shape, component, key);
            whole &= bound != null;
            if (bound != null) {
                values[i] = bound.value();
                if (!component.optional()) {
                    Scalar name = Scalar.plain(bound.written().place(), component.name());
                    written.add(new Mapping.Entry(name, bound.written()));
                }
            }
        }
        return whole;
    }

    private @Nullable Bound absent(RecordShape shape, KeyShape component, String section) {
        Place owner = context.places.of(section);
        if (component.optional()) {
            return new Bound(Optional.empty(), Scalar.plain(owner, ""));
        }
        if (component.fallback().isPresent()) {
            Place place = new Place.OfDefault(owner);
            return own(shape, component, component.value(), component.fallback().get(), place, section);
        }
        if (context.ofCommand && component.value() instanceof ValueShape.Section inner) {
            return bind(inner.shape(), Mapping.of(owner, List.of()), KeyPlaces.child(section, component.name()));
        }
        MissingKeys.report(context, component, owner, section, reference);
        return null;
    }

    /** Binds a single key of the document, whether it is there or not. */
    @Nullable
    Bound one(RecordShape shape, Mapping document, String name) {
        KeyShape component = shape.find(name);
        if (component == null) {
            throw new IllegalArgumentException(name);
        }
        Mapping.Entry entry = document.find(name);
        if (entry != null) {
            return value(component, entry, name);
        }
        if (component.required()) {
            for (Mapping.Entry other : document.entries()) {
                boolean known = shape.find(other.name()) != null;
                if (!known
                        && name.equals(Nearest.to(other.name(), shape.names()).orElse(""))) {
                    unknownKeys.report(other, shape, "", new HashSet<>());
                    return null;
                }
            }
        }
        return absent(shape, component, "");
    }

    /** Binds a default or an example of the record itself. */
    @Nullable
    Bound own(RecordShape shape, KeyShape component, ValueShape value, String text, Place place, String section) {
        Node node = InlineYaml.parse(text, place);
        if (node == null) {
            throw new InvalidRecordException(shape.type(), component.component(), "not valid YAML: " + text);
        }
        try {
            return binder.bind(value, node, KeyPlaces.child(section, component.name()));
        } catch (MisfitException e) {
            throw new InvalidRecordException(
                    shape.type(), component.component(), "the value " + text + " of its annotation: " + e.problem());
        }
    }
}
