package dev.retort.core.schema;

import dev.retort.spi.Secret;
import dev.retort.spi.config.ExistingFile;
import dev.retort.spi.config.OneOf;
import dev.retort.spi.config.Range;
import dev.retort.spi.config.Seconds;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The shapes of values that are written as one scalar. */
final class ScalarShapes {

    private ScalarShapes() {}

    static @Nullable ValueShape of(Class<?> type, RecordReader.Constraints constraints) {
        if (type == boolean.class || type == Boolean.class) {
            return new ValueShape.Truth();
        }
        if (type == int.class || type == Integer.class) {
            return whole(false, Integer.MIN_VALUE, Integer.MAX_VALUE, constraints.take(Range.class));
        }
        if (type == long.class || type == Long.class) {
            return whole(true, Long.MIN_VALUE, Long.MAX_VALUE, constraints.take(Range.class));
        }
        if (type == double.class || type == Double.class) {
            Range range = constraints.take(Range.class);
            return new ValueShape.Decimal(least(range), most(range));
        }
        if (type == String.class) {
            OneOf choices = constraints.take(OneOf.class);
            return new ValueShape.Text(choices == null ? List.of() : List.of(choices.value()));
        }
        if (type == Path.class) {
            return new ValueShape.FilePath(constraints.take(ExistingFile.class) != null);
        }
        if (type == URI.class) {
            return new ValueShape.Address();
        }
        if (type == Duration.class) {
            Range range = constraints.take(Range.class);
            return new ValueShape.Span(constraints.take(Seconds.class) != null, Math.max(0, least(range)), most(range));
        }
        if (type == Secret.class) {
            return new ValueShape.Credential();
        }
        if (type.isEnum()) {
            return new ValueShape.Choice(type, constants(type));
        }
        return type == Object.class ? new ValueShape.Anything() : null;
    }

    private static ValueShape whole(boolean wide, long min, long max, @Nullable Range range) {
        if (range == null) {
            return new ValueShape.Whole(wide, min, max);
        }
        long least = (long) Math.ceil(range.min());
        long most = (long) Math.floor(range.max());
        return new ValueShape.Whole(wide, least < min ? min : least, most > max ? max : most);
    }

    private static double least(@Nullable Range range) {
        return range == null ? Double.NEGATIVE_INFINITY : range.min();
    }

    private static double most(@Nullable Range range) {
        return range == null ? Double.POSITIVE_INFINITY : range.max();
    }

    private static List<String> constants(Class<?> type) {
        List<String> names = new ArrayList<>();
        for (Object constant : type.getEnumConstants()) {
            names.add(Names.ofConstant(((Enum<?>) constant).name()));
        }
        return names;
    }
}
