package dev.retort.core.config;

import dev.retort.core.config.yaml.Mapping;
import dev.retort.core.config.yaml.Node;
import dev.retort.core.config.yaml.Scalar;
import dev.retort.core.config.yaml.ScalarKind;
import dev.retort.core.config.yaml.Sequence;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes plain Java values of nodes: {@code String}, {@code Boolean}, {@code Long}, {@code BigInteger} for what a long cannot hold,
 * {@code Double}, {@code null}, and unmodifiable lists and maps of these, in the order of the file.
 */
final class PlainValues {

    /** Stands for null, which {@link Bound} cannot hold. */
    private static final Object NULL = new Object();

    private final BindContext context;

    PlainValues(BindContext context) {
        this.context = context;
    }

    /** The value of one node; null when something in it does not fit. A null in the file is refused here. */
    @Nullable
    Bound bind(Node node, String key) {
        Bound bound = any(node, key);
        if (bound != null && bound.value() == NULL) {
            context.misfit(node.place(), key, KeyPlaces.shown(key) + " has no value", "");
            return null;
        }
        return bound;
    }

    /** The keys that no component claims. */
    @Nullable
    Bound rest(List<Mapping.Entry> entries, String key) {
        return mapping(Mapping.of(context.places.of(key), entries), key);
    }

    private @Nullable Bound any(Node node, String key) {
        context.places.put(key, node.place());
        if (node instanceof Mapping mapping) {
            return mapping(mapping, key);
        }
        return node instanceof Sequence sequence ? sequence(sequence, key) : scalar((Scalar) node, key);
    }

    private @Nullable Bound mapping(Mapping mapping, String key) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        List<Mapping.Entry> written = new ArrayList<>();
        boolean failed = false;
        for (Mapping.Entry entry : mapping.entries()) {
            Bound bound = any(entry.value(), KeyPlaces.child(key, entry.name()));
            failed |= bound == null;
            if (bound != null) {
                values.put(entry.name(), bound.value() == NULL ? null : bound.value());
                written.add(new Mapping.Entry(entry.key(), bound.written()));
            }
        }
        return failed ? null : new Bound(Collections.unmodifiableMap(values), Mapping.of(mapping.place(), written));
    }

    private @Nullable Bound sequence(Sequence sequence, String key) {
        List<@Nullable Object> values = new ArrayList<>();
        List<Node> written = new ArrayList<>();
        boolean failed = false;
        for (int i = 0; i < sequence.items().size(); i++) {
            Bound bound = any(sequence.items().get(i), KeyPlaces.child(key, Integer.toString(i)));
            failed |= bound == null;
            if (bound != null) {
                values.add(bound.value() == NULL ? null : bound.value());
                written.add(bound.written());
            }
        }
        return failed ? null : new Bound(Collections.unmodifiableList(values), Sequence.of(sequence.place(), written));
    }

    private @Nullable Bound scalar(Scalar raw, String key) {
        Interpolator.Expanded expanded = context.interpolator.expand(raw, key);
        if (expanded == null) {
            return null;
        }
        Scalar scalar = expanded.value();
        Object value = value(scalar, key);
        if (value == null) {
            return null;
        }
        Node written = value instanceof String
                ? Scalar.quoted(raw.place(), expanded.written())
                : Scalar.plain(raw.place(), expanded.written());
        return new Bound(value, written);
    }

    private @Nullable Object value(Scalar scalar, String key) {
        switch (scalar.kind()) {
            case NULL -> {
                return scalar.form() == Scalar.Form.FREE && scalar.text().isEmpty() ? "" : NULL;
            }
            case BOOLEAN -> {
                return Character.toLowerCase(scalar.text().charAt(0)) == 't';
            }
            case INTEGER -> {
                if (scalar.text().length() > Numbers.MOST_DIGITS) {
                    context.misfit(scalar.place(), key, KeyPlaces.shown(key) + " has more than 400 digits", "");
                    return null;
                }
                BigInteger number = Numbers.integer(scalar.text());
                return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
            }
            case FLOAT -> {
                double number = Numbers.value(scalar.text(), ScalarKind.FLOAT);
                if (Double.isNaN(number) || Double.isInfinite(number)) {
                    context.misfit(
                            scalar.place(),
                            key,
                            KeyPlaces.shown(key) + " must be a finite number, found " + Found.bare(scalar, key),
                            "");
                    return null;
                }
                return number;
            }
            case TEXT -> {
                return scalar.text();
            }
        }
        return null;
    }
}
