package dev.retort.model;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Plain values to JSON and back: maps, lists, strings, numbers, booleans, null. */
final class JsonValues {

    private JsonValues() {}

    static void write(JsonGenerator json, String path, @Nullable Object value) {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            map.forEach((name, each) -> {
                json.writeName(String.valueOf(name));
                write(json, path.isEmpty() ? String.valueOf(name) : path + "." + name, each);
            });
            json.writeEndObject();
        } else if (value instanceof Iterable<?> items) {
            json.writeStartArray();
            int index = 0;
            for (Object each : items) {
                write(json, path + "[" + index++ + "]", each);
            }
            json.writeEndArray();
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Number number) {
            json.writeNumber(numeral(path, number));
        } else if (value instanceof CharSequence || value instanceof Character || value instanceof Enum<?>) {
            json.writeString(value.toString());
        } else {
            throw new IllegalArgumentException(
                    path + ": a " + value.getClass().getSimpleName() + " cannot be sent as JSON");
        }
    }

    private static String numeral(String path, Number number) {
        boolean exact = number instanceof BigDecimal
                || number instanceof BigInteger
                || number instanceof Long
                || number instanceof Integer
                || number instanceof Short
                || number instanceof Byte;
        if (!exact && !Double.isFinite(number.doubleValue())) {
            throw new IllegalArgumentException(path + ": " + number + " is not a number that JSON can hold");
        }
        return number.toString();
    }

    /** Reads the value that the parser stands on. */
    static @Nullable Object read(JsonParser json) {
        JsonToken token = json.currentToken();
        if (token == JsonToken.START_OBJECT) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            for (String name = json.nextName(); name != null; name = json.nextName()) {
                json.nextToken();
                map.put(name, read(json));
            }
            return map;
        }
        if (token == JsonToken.START_ARRAY) {
            List<@Nullable Object> list = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                list.add(read(json));
            }
            return list;
        }
        if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
            return token == JsonToken.VALUE_TRUE;
        }
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        return token != null && token.isNumeric() ? new BigDecimal(json.getString()) : json.getString();
    }
}
