package dev.retort.core.schema;

import dev.retort.core.config.problem.Place;
import dev.retort.core.config.yaml.InlineYaml;
import dev.retort.core.config.yaml.Mapping;
import dev.retort.core.config.yaml.Node;
import dev.retort.core.config.yaml.Scalar;
import dev.retort.core.config.yaml.ScalarKind;
import dev.retort.core.config.yaml.Sequence;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The part of a JSON Schema that describes one key. */
final class SchemaOfValue {

    private static final Map<String, Object> REFERENCE = textLike("\\$\\{");
    private static final String NUMBER = "[0-9]+(\\.[0-9]*)?";
    private static final String DURATION =
            "^(?=.)(" + NUMBER + "d)?(" + NUMBER + "h)?(" + NUMBER + "m)?(" + NUMBER + "s)?(" + NUMBER + "ms)?$";

    private SchemaOfValue() {}

    private static Map<String, Object> textLike(String pattern) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "string");
        schema.put("pattern", pattern);
        return schema;
    }

    static Map<String, Object> of(KeyShape key) {
        Map<String, Object> schema = new LinkedHashMap<>();
        if (!key.description().isEmpty()) {
            schema.put("description", key.description());
        }
        Map<String, Object> value = of(key.value());
        schema.putAll(key.optional() || isSection(key.value()) ? orNull(value) : value);
        if (key.fallback().isPresent()) {
            schema.put("default", json(key.value(), key.fallback().get()));
        }
        if (key.example().isPresent()) {
            List<@Nullable Object> examples = new ArrayList<>();
            examples.add(json(key.value(), key.example().get()));
            schema.put("examples", examples);
        }
        return schema;
    }

    private static Map<String, Object> orNull(Map<String, Object> schema) {
        Map<String, Object> nullable = new LinkedHashMap<>(schema);
        if (schema.get("type") instanceof String type) {
            nullable.put("type", List.of(type, "null"));
        } else if (schema.get("anyOf") instanceof List<?> choices) {
            List<Object> more = new ArrayList<>(choices);
            more.add(Map.of("type", "null"));
            nullable.put("anyOf", more);
        }
        return nullable;
    }

    private static boolean isSection(ValueShape value) {
        return value instanceof ValueShape.Section || value instanceof ValueShape.Named;
    }

    private static Map<String, Object> of(ValueShape value) {
        if (value instanceof ValueShape.Truth) {
            return orReference(Map.of("type", "boolean"));
        }
        if (value instanceof ValueShape.Whole whole) {
            Map<String, Object> schema = new LinkedHashMap<>(Map.of("type", "integer"));
            schema.put("minimum", whole.min());
            schema.put("maximum", whole.max());
            return orReference(schema);
        }
        if (value instanceof ValueShape.Decimal decimal) {
            return orReference(number(decimal.min(), decimal.max()));
        }
        if (value instanceof ValueShape.Span span) {
            return orReference(span.inSeconds() ? number(span.min(), span.max()) : textLike(DURATION));
        }
        if (value instanceof ValueShape.Text text) {
            return text.choices().isEmpty() ? Map.of("type", "string") : orReference(Map.of("enum", text.choices()));
        }
        if (value instanceof ValueShape.Choice choice) {
            return orReference(Map.of("enum", choice.choices()));
        }
        if (value instanceof ValueShape.Credential) {
            return textLike("^\\$\\{secret:[A-Za-z_][A-Za-z0-9_]*\\}$");
        }
        if (value instanceof ValueShape.FilePath
                || value instanceof ValueShape.OtherFile
                || value instanceof ValueShape.Address) {
            Map<String, Object> schema = new LinkedHashMap<>(Map.of("type", "string"));
            schema.put("minLength", 1);
            return schema;
        }
        return collection(value);
    }

    private static Map<String, Object> collection(ValueShape value) {
        Map<String, Object> schema = new LinkedHashMap<>();
        if (value instanceof ValueShape.Section section) {
            schema.put("type", "object");
            Map<String, Object> properties = new LinkedHashMap<>();
            for (KeyShape key : section.shape().keys()) {
                properties.put(key.name(), of(key));
            }
            schema.put("properties", properties);
            schema.put("additionalProperties", section.shape().otherKeys() >= 0);
        } else if (value instanceof ValueShape.Named named) {
            schema.put("type", "object");
            schema.put("additionalProperties", nested(named.value(), false));
            limits(schema, "minProperties", named.min(), "maxProperties", named.max());
        } else if (value instanceof ValueShape.Items items) {
            schema.put("type", "array");
            schema.put("items", nested(items.item(), true));
            limits(schema, "minItems", items.min(), "maxItems", items.max());
        }
        return schema;
    }

    /**
     * A value without a key of its own. In a list it is never merged with that of another file, so that what it must have is asked for
     * on the spot.
     */
    private static Map<String, Object> nested(ValueShape value, boolean inList) {
        Map<String, Object> schema = of(value);
        if (!isSection(value)) {
            return schema;
        }
        List<Object> required = new ArrayList<>();
        if (inList && value instanceof ValueShape.Section section) {
            for (KeyShape key : section.shape().keys()) {
                if (key.required()) {
                    required.add(key.name());
                }
            }
        }
        if (required.isEmpty()) {
            return orNull(schema);
        }
        schema.put("required", required);
        return schema;
    }

    private static void limits(Map<String, Object> schema, String least, int min, String most, int max) {
        if (min > 0) {
            schema.put(least, min);
        }
        if (max < Integer.MAX_VALUE) {
            schema.put(most, max);
        }
    }

    private static Map<String, Object> number(double min, double max) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "number");
        if (!Double.isInfinite(min)) {
            schema.put("minimum", new BigDecimal(Limits.shown(min)));
        }
        if (!Double.isInfinite(max)) {
            schema.put("maximum", new BigDecimal(Limits.shown(max)));
        }
        return schema;
    }

    private static Map<String, Object> orReference(Map<String, ?> schema) {
        return new LinkedHashMap<>(Map.of("anyOf", List.of(schema, REFERENCE)));
    }

    /** What an annotation says, as JSON. */
    private static @Nullable Object json(ValueShape value, String text) {
        boolean isText = value instanceof ValueShape.Text
                || value instanceof ValueShape.Choice
                || value instanceof ValueShape.FilePath
                || value instanceof ValueShape.OtherFile
                || value instanceof ValueShape.Address
                || value instanceof ValueShape.Credential;
        boolean flow = !text.isEmpty() && "[{\"'".indexOf(text.charAt(0)) >= 0;
        Node node = isText && !flow ? null : InlineYaml.parse(text, new Place.OfFile("", 0));
        return node == null ? text : json(node);
    }

    private static @Nullable Object json(Node node) {
        if (node instanceof Mapping mapping) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            for (Mapping.Entry entry : mapping.entries()) {
                map.put(entry.name(), json(entry.value()));
            }
            return map;
        }
        if (node instanceof Sequence sequence) {
            List<@Nullable Object> list = new ArrayList<>();
            for (Node item : sequence.items()) {
                list.add(json(item));
            }
            return list;
        }
        Scalar scalar = (Scalar) node;
        ScalarKind kind = scalar.kind();
        return switch (kind) {
            case NULL -> null;
            case BOOLEAN -> Character.toLowerCase(scalar.text().charAt(0)) == 't';
            case INTEGER, FLOAT -> plainNumber(scalar.text());
            case TEXT -> scalar.text();
        };
    }

    private static Object plainNumber(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            return text;
        }
    }
}
