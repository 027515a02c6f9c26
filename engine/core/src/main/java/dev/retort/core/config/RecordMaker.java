package dev.retort.core.config;

import dev.retort.core.config.problem.Place;
import dev.retort.core.schema.InvalidRecordException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;

/** Makes records. What a record's own constructor refuses is a mistake in its section. */
final class RecordMaker {

    private final BindContext context;
    private final @Nullable Place reference;

    RecordMaker(BindContext context, @Nullable Place reference) {
        this.context = context;
        this.reference = reference;
    }

    /** Null when the record refuses the values; the reason is in the log. */
    @Nullable
    Object make(Class<? extends Record> type, @Nullable Object[] values, String section) {
        try {
            return constructor(type).newInstance(values);
        } catch (InvocationTargetException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof IllegalArgumentException && cause.getMessage() != null) {
                refuse(cause.getMessage(), section);
                return null;
            }
            throw new InvalidRecordException(type, cause);
        } catch (ReflectiveOperationException e) {
            throw new InvalidRecordException(type, e);
        }
    }

    private static Constructor<? extends Record> constructor(Class<? extends Record> type)
            throws NoSuchMethodException {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
        }
        Constructor<? extends Record> constructor = type.getDeclaredConstructor(types);
        constructor.setAccessible(true);
        return constructor;
    }

    private void refuse(String message, String section) {
        String suffix = reference == null ? "" : " (referred to from " + reference.label() + ")";
        context.log.error(context.places.of(section), section, message + suffix, "");
    }
}
