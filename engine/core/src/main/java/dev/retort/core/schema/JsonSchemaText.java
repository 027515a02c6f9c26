package dev.retort.core.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a JSON Schema (2020-12) for editors. A value that is not a text may also be one with a reference in it, since what it stands
 * for is known only when it is read. What is required is asked for apart, and only of a file that extends no other.
 */
public final class JsonSchemaText {

    private static final String DRAFT = "https://json-schema.org/draft/2020-12/schema";

    private static final String TASK_NAME = "^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$|\\$\\{";

    private JsonSchemaText() {}

    /** The schema of a task file. */
    public static String of(TaskShape task) {
        Map<String, Object> schema = head(task.taskType() + ": " + task.summary());
        Map<String, Object> properties = new LinkedHashMap<>();
        List<KeyShape> keys = task.keys();
        for (KeyShape key : keys) {
            properties.put(key.name(), SchemaOfValue.of(key));
        }
        put(properties, "task_name", "pattern", TASK_NAME);
        put(properties, "task_type", "const", task.taskType());
        put(properties, "extends", "type", "string");
        finish(schema, properties, keys, task.config());
        return JsonText.of(schema) + "\n";
    }

    /** The schema of a file that a task file names. */
    public static String of(RecordShape shape, String title) {
        Map<String, Object> schema = head(title);
        Map<String, Object> properties = new LinkedHashMap<>();
        Map<String, Object> base = new LinkedHashMap<>();
        base.put("description", "Another file, relative to this one.");
        base.put("type", "string");
        properties.put("extends", base);
        for (KeyShape key : shape.keys()) {
            properties.put(key.name(), SchemaOfValue.of(key));
        }
        finish(schema, properties, shape.keys(), shape);
        return JsonText.of(schema) + "\n";
    }

    private static void put(Map<String, Object> properties, String key, String word, Object value) {
        if (properties.get(key) instanceof Map<?, ?> schema) {
            Map<Object, Object> more = new LinkedHashMap<>(schema);
            more.put(word, value);
            properties.put(key, more);
        }
    }

    private static Map<String, Object> head(String title) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", DRAFT);
        schema.put("title", title);
        schema.put("type", "object");
        return schema;
    }

    private static void finish(
            Map<String, Object> schema, Map<String, Object> properties, List<KeyShape> keys, RecordShape shape) {
        schema.put("properties", properties);
        schema.put("additionalProperties", shape.otherKeys() >= 0);
        Map<String, Object> whole = whole(keys);
        if (!whole.isEmpty()) {
            schema.put("if", Map.of("not", Map.of("required", List.of("extends"))));
            schema.put("then", whole);
        }
    }

    /** What a file that extends no other must have. Empty when nothing is required. */
    private static Map<String, Object> whole(List<KeyShape> keys) {
        List<Object> required = new ArrayList<>();
        Map<String, Object> properties = new LinkedHashMap<>();
        for (KeyShape key : keys) {
            if (key.required()) {
                required.add(key.name());
            }
            Map<String, Object> inner = whole(key.value());
            if (!inner.isEmpty()) {
                properties.put(key.name(), inner);
            }
        }
        Map<String, Object> whole = new LinkedHashMap<>();
        if (!required.isEmpty()) {
            whole.put("type", "object");
            whole.put("required", required);
        }
        if (!properties.isEmpty()) {
            whole.put("properties", properties);
        }
        return whole;
    }

    private static Map<String, Object> whole(ValueShape value) {
        if (value instanceof ValueShape.Section section) {
            return whole(section.shape().keys());
        }
        if (value instanceof ValueShape.Named named) {
            Map<String, Object> inner = whole(named.value());
            return inner.isEmpty() ? inner : Map.of("additionalProperties", inner);
        }
        return Map.of();
    }
}
