package dev.retort.core.schema;

import dev.retort.spi.config.ConfigFile;
import dev.retort.spi.config.Default;
import dev.retort.spi.config.Description;
import dev.retort.spi.config.Example;
import dev.retort.spi.config.ExistingFile;
import dev.retort.spi.config.Key;
import dev.retort.spi.config.OneOf;
import dev.retort.spi.config.OtherKeys;
import dev.retort.spi.config.Range;
import dev.retort.spi.config.Seconds;
import java.lang.annotation.Annotation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads shapes off records by reflection. Used once for each root record. */
final class RecordReader {

    private final List<Class<?>> open = new ArrayList<>();

    RecordShape read(Class<? extends Record> type) {
        if (open.contains(type)) {
            throw new InvalidRecordException(type, "", "a record cannot contain itself");
        }
        open.add(type);
        List<KeyShape> keys = new ArrayList<>();
        Set<String> names = new HashSet<>();
        int otherKeys = -1;
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.isAnnotationPresent(OtherKeys.class)) {
                if (otherKeys >= 0) {
                    throw invalid(component, "only one component can take the other keys");
                }
                if (!isMapOfObjects(component.getGenericType())) {
                    throw invalid(component, "@OtherKeys needs a Map<String, Object>");
                }
                otherKeys = keys.size();
            }
            KeyShape key = key(component);
            if (!names.add(key.name())) {
                throw invalid(component, "the key '" + key.name() + "' is there twice");
            }
            keys.add(key);
        }
        open.remove(type);
        Description description = type.getAnnotation(Description.class);
        return new RecordShape(type, description == null ? "" : description.value(), keys, otherKeys);
    }

    private KeyShape key(RecordComponent component) {
        Type type = component.getGenericType();
        boolean optional = component.getType() == Optional.class;
        if (optional) {
            type = argument(component, type, 0);
        }
        Default fallback = component.getAnnotation(Default.class);
        if (optional && fallback != null) {
            throw invalid(component, "an Optional cannot have a default");
        }
        Constraints constraints = new Constraints(component);
        ValueShape value = value(component, type, constraints);
        constraints.checkAllUsed();
        Description description = component.getAnnotation(Description.class);
        Example example = component.getAnnotation(Example.class);
        String text = description == null ? "" : description.value();
        if (text.isEmpty() && value instanceof ValueShape.Section section) {
            text = section.shape().description();
        }
        return new KeyShape(
                name(component),
                component.getName(),
                value,
                optional,
                fallback == null ? Optional.empty() : Optional.of(fallback.value()),
                text,
                example == null ? Optional.empty() : Optional.of(example.value()));
    }

    private ValueShape value(RecordComponent component, Type type, Constraints constraints) {
        if (type instanceof Class<?> plain) {
            if (plain.isRecord()) {
                return new ValueShape.Section(read(plain.asSubclass(Record.class)));
            }
            ValueShape shape = constraints.scalar(plain);
            if (shape != null) {
                return shape;
            }
        } else if (type instanceof ParameterizedType generic) {
            if (generic.getRawType() == List.class) {
                Range size = constraints.take(Range.class);
                ValueShape item = value(component, argument(component, type, 0), constraints);
                return new ValueShape.Items(item, Constraints.least(size), Constraints.most(size));
            }
            if (generic.getRawType() == Map.class && argument(component, type, 0) == String.class) {
                Range size = constraints.take(Range.class);
                ValueShape value = value(component, argument(component, type, 1), constraints);
                return new ValueShape.Named(value, Constraints.least(size), Constraints.most(size));
            }
            if (generic.getRawType() == ConfigFile.class
                    && argument(component, type, 0) instanceof Class<?> record
                    && record.isRecord()) {
                return new ValueShape.OtherFile(read(record.asSubclass(Record.class)));
            }
        }
        throw invalid(component, "a component cannot be of type " + type.getTypeName());
    }

    private static Type argument(RecordComponent component, Type type, int index) {
        if (type instanceof ParameterizedType generic) {
            return generic.getActualTypeArguments()[index];
        }
        throw invalid(component, "a component cannot be of type " + type.getTypeName() + " without its type arguments");
    }

    private static boolean isMapOfObjects(Type type) {
        return type instanceof ParameterizedType generic
                && generic.getRawType() == Map.class
                && generic.getActualTypeArguments()[0] == String.class
                && generic.getActualTypeArguments()[1] == Object.class;
    }

    private static String name(RecordComponent component) {
        Key key = component.getAnnotation(Key.class);
        return key != null ? key.value() : Names.snakeCase(component.getName());
    }

    static InvalidRecordException invalid(RecordComponent component, String message) {
        return new InvalidRecordException(component.getDeclaringRecord(), component.getName(), message);
    }

    /** What the annotations of a component demand of its values; each must find a use. */
    static final class Constraints {

        private final RecordComponent component;
        private final List<Annotation> unused = new ArrayList<>();

        Constraints(RecordComponent component) {
            this.component = component;
            for (Annotation annotation : component.getAnnotations()) {
                if (annotation instanceof Range
                        || annotation instanceof OneOf
                        || annotation instanceof Seconds
                        || annotation instanceof ExistingFile) {
                    unused.add(annotation);
                }
            }
        }

        <A extends Annotation> @Nullable A take(Class<A> type) {
            for (Annotation annotation : unused) {
                if (type.isInstance(annotation)) {
                    unused.remove(annotation);
                    return type.cast(annotation);
                }
            }
            return null;
        }

        @Nullable
        ValueShape scalar(Class<?> type) {
            return ScalarShapes.of(type, this);
        }

        void checkAllUsed() {
            if (!unused.isEmpty()) {
                throw invalid(
                        component,
                        "@" + unused.get(0).annotationType().getSimpleName() + " does not apply to "
                                + component.getGenericType().getTypeName());
            }
        }

        static int least(@Nullable Range range) {
            return range == null || range.min() <= 0 ? 0 : (int) Math.ceil(range.min());
        }

        static int most(@Nullable Range range) {
            return range == null || range.max() >= Integer.MAX_VALUE ? Integer.MAX_VALUE : (int) range.max();
        }
    }
}
