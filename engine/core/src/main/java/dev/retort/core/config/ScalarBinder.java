package dev.retort.core.config;

import dev.retort.core.config.problem.Nearest;
import dev.retort.core.config.problem.Place;
import dev.retort.core.config.problem.Texts;
import dev.retort.core.config.yaml.Node;
import dev.retort.core.config.yaml.Scalar;
import dev.retort.core.config.yaml.ScalarKind;
import dev.retort.core.schema.ValueShape;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes values of scalars. */
final class ScalarBinder {

    private final BindContext context;
    private final Numbers numbers;
    private final Spans spans;
    private final PathBinder paths;
    private final SecretBinder secrets;

    ScalarBinder(BindContext context, @Nullable Place reference) {
        this.context = context;
        this.numbers = new Numbers(context);
        this.spans = new Spans(context);
        this.paths = new PathBinder(context);
        this.secrets = new SecretBinder(context, reference);
    }

    @Nullable
    Bound bind(ValueShape shape, Scalar raw, String key) {
        if (shape instanceof ValueShape.Credential) {
            return secrets.bind(raw, key);
        }
        Interpolator.Expanded expanded = context.interpolator.expand(raw, key);
        if (expanded == null) {
            return null;
        }
        Scalar scalar = expanded.value();
        Object value = value(shape, scalar, key);
        return value == null ? null : new Bound(value, written(shape, raw.place(), expanded));
    }

    private static Node written(ValueShape shape, Place place, Interpolator.Expanded expanded) {
        boolean plain = shape instanceof ValueShape.Truth
                || shape instanceof ValueShape.Whole
                || shape instanceof ValueShape.Decimal
                || (shape instanceof ValueShape.Span span && span.inSeconds());
        return plain ? Scalar.plain(place, expanded.written()) : Scalar.quoted(place, expanded.written());
    }

    private @Nullable Object value(ValueShape shape, Scalar scalar, String key) {
        if (shape instanceof ValueShape.Truth) {
            return truth(scalar, key);
        }
        if (shape instanceof ValueShape.Whole whole) {
            return numbers.whole(whole, scalar, key);
        }
        if (shape instanceof ValueShape.Decimal decimal) {
            return numbers.decimal(decimal, scalar, key);
        }
        if (shape instanceof ValueShape.Span span) {
            return spans.bind(span, scalar, key);
        }
        if (!isText(scalar, shape, key)) {
            return null;
        }
        if (shape instanceof ValueShape.Text text) {
            return text.choices().isEmpty() || oneOf(text.choices(), scalar, key) ? scalar.text() : null;
        }
        if (shape instanceof ValueShape.Choice choice) {
            return oneOf(choice.choices(), scalar, key)
                    ? choice.type().getEnumConstants()[choice.choices().indexOf(scalar.text())]
                    : null;
        }
        return shape instanceof ValueShape.FilePath path ? paths.bind(path, scalar, key) : address(scalar, key);
    }

    private @Nullable Boolean truth(Scalar scalar, String key) {
        if (scalar.kind() == ScalarKind.BOOLEAN) {
            return scalar.text().toLowerCase(Locale.ROOT).equals("true");
        }
        String mend =
                switch (scalar.text().toLowerCase(Locale.ROOT)) {
                    case "true", "false" -> "remove the quotes";
                    case "yes", "y", "on", "1" -> "write true";
                    case "no", "n", "off", "0" -> "write false";
                    default -> "write true or false, without quotes";
                };
        context.misfit(
                scalar.place(),
                key,
                KeyPlaces.shown(key) + " must be true or false, found " + Found.of(scalar, key),
                mend);
        return null;
    }

    private boolean isText(Scalar scalar, ValueShape shape, String key) {
        if (scalar.form() != Scalar.Form.PLAIN || scalar.kind() == ScalarKind.TEXT) {
            return true;
        }
        context.misfit(
                scalar.place(),
                key,
                KeyPlaces.shown(key) + " must be " + shape.noun() + ", found " + Found.of(scalar, key),
                "put it into quotes" + (Found.isHidden(scalar, key) ? "" : ": \"" + scalar.text() + '"'));
        return false;
    }

    private boolean oneOf(List<String> choices, Scalar scalar, String key) {
        if (choices.contains(scalar.text())) {
            return true;
        }
        String mend = Nearest.to(scalar.text(), choices)
                .map(near -> "did you mean '" + near + "'?")
                .orElse("");
        context.misfit(
                scalar.place(),
                key,
                KeyPlaces.shown(key) + " must be " + Texts.alternatives(choices) + ", found " + Found.of(scalar, key),
                mend);
        return false;
    }

    private @Nullable URI address(Scalar scalar, String key) {
        try {
            if (!scalar.text().isEmpty()) {
                return new URI(scalar.text());
            }
            context.misfit(scalar.place(), key, KeyPlaces.shown(key) + " is empty", "");
        } catch (URISyntaxException e) {
            String at = e.getIndex() < 0 ? "" : " at character " + (e.getIndex() + 1);
            context.misfit(
                    scalar.place(),
                    key,
                    KeyPlaces.shown(key) + " is not a URI: " + e.getReason().toLowerCase(Locale.ROOT) + at,
                    "");
        }
        return null;
    }
}
