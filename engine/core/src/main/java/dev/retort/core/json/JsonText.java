package dev.retort.core.json;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;

/**
 * JSON from and to plain Java values: maps, lists, strings, numbers, booleans and null.
 *
 * <p>What is none of these is written as its {@code toString()}, an empty {@link Optional} as null; a number that JSON has no
 * form for (NaN, infinity) as a string.
 */
public final class JsonText {

    /** Deeper than anything the engine writes; keeps a map that holds itself from writing for ever. */
    private static final int DEEPEST = 32;

    private final JsonFactory factory = JsonFactory.builder().build();

    /** The value in one line. */
    public String line(@Nullable Object value) {
        return write(value, ObjectWriteContext.empty());
    }

    /** The value over many lines, for people; ends with a line break. */
    public String pretty(@Nullable Object value) {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        PrettyPrinter printer =
                new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
        return write(value, new ObjectWriteContext.Base() {
                    @Override
                    public PrettyPrinter getPrettyPrinter() {
                        return printer;
                    }

                    @Override
                    public boolean hasPrettyPrinter() {
                        return true;
                    }
                })
                + "\n";
    }

    private String write(@Nullable Object value, ObjectWriteContext context) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = factory.createGenerator(context, text)) {
            write(json, value, 0);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, @Nullable Object value, int depth) {
        if (value == null) {
            json.writeNull();
        } else if (depth > DEEPEST) {
            json.writeString("…");
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            map.forEach((key, member) -> {
                json.writeName(String.valueOf(key));
                write(json, member, depth + 1);
            });
            json.writeEndObject();
        } else if (value instanceof Collection<?> elements) {
            json.writeStartArray();
            elements.forEach(element -> write(json, element, depth + 1));
            json.writeEndArray();
        } else if (value instanceof Optional<?> optional) {
            write(json, optional.orElse(null), depth);
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (value instanceof Number number) {
            write(json, number);
        } else {
            json.writeString(value.toString());
        }
    }

    private static void write(JsonGenerator json, Number number) {
        if (number instanceof Integer || number instanceof Long || number instanceof Short || number instanceof Byte) {
            json.writeNumber(number.longValue());
        } else if (number instanceof BigInteger big) {
            json.writeNumber(big);
        } else if (number instanceof BigDecimal big) {
            json.writeNumber(big);
        } else if (Double.isFinite(number.doubleValue())) {
            json.writeNumber(number.doubleValue());
        } else {
            json.writeString(number.toString());
        }
    }

    /**
     * Reads one value: {@link LinkedHashMap}, {@link List}, {@link String}, {@link Number}, {@link Boolean} or null.
     *
     * @throws IllegalArgumentException when the text is not one JSON value
     */
    public @Nullable Object read(String text) {
        try (JsonParser json = factory.createParser(ObjectReadContext.empty(), text)) {
            Object value = read(json, json.nextToken());
            if (json.nextToken() != null) {
                throw new IllegalArgumentException("more than one JSON value");
            }
            return value;
        } catch (JacksonException e) {
            throw new IllegalArgumentException(e.getOriginalMessage(), e);
        }
    }

    private static @Nullable Object read(JsonParser json, @Nullable JsonToken token) {
        if (token == null) {
            throw new IllegalArgumentException("the JSON text is empty");
        }
        return switch (token) {
            case START_OBJECT -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                    String name = json.currentName();
                    map.put(name, read(json, json.nextToken()));
                }
                yield map;
            }
            case START_ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                for (JsonToken next = json.nextToken(); next != JsonToken.END_ARRAY; next = json.nextToken()) {
                    list.add(read(json, next));
                }
                yield list;
            }
            case VALUE_STRING -> json.getString();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getNumberValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new IllegalArgumentException("unexpected " + token);
        };
    }
}
