package dev.retort.jsonl;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Goes through the members of one JSON object, in their order, whatever their names are: after each {@link #next()} that returned
 * true, a member lies in the bytes from {@link #nameFrom()} to {@link #valueTo()}. The object must be known to be valid, as that of a
 * {@link JsonRecord} is. For one thread.
 */
public final class JsonMembers {

    private final byte[] bytes;
    private final int to;
    private int at;
    private int nameFrom;
    private int nameTo;
    private int valueFrom;
    private int valueTo;

    private JsonMembers(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.to = to;
        this.at = JsonScanner.whitespace(bytes, from, to);
        if (at >= to || bytes[at] != '{') {
            throw new IllegalArgumentException("no object starts at " + from);
        }
    }

    /** Before the first member of a record. */
    public static JsonMembers of(JsonRecord record) {
        return new JsonMembers(record.bytes(), record.from(), record.to());
    }

    /**
     * Before the first member of the object that lies in the range.
     *
     * @throws IllegalArgumentException when it is no object
     */
    public static JsonMembers of(byte[] bytes, int from, int to) {
        return new JsonMembers(bytes, from, to);
    }

    /**
     * Moves on to the next member.
     *
     * @return false when there is none
     * @throws IllegalArgumentException when the object is not valid
     */
    public boolean next() {
        if (at >= to || bytes[at] == '}') {
            return false;
        }
        try {
            nameFrom = JsonScanner.whitespace(bytes, at + 1, to);
            if (nameFrom < to && bytes[nameFrom] == '}') {
                at = nameFrom;
                return false;
            }
            nameTo = StringScanner.string(bytes, nameFrom, to);
            valueFrom = JsonScanner.colon(bytes, nameTo, to);
            valueTo = JsonScanner.value(bytes, valueFrom, to, 1);
            at = JsonScanner.afterMember(bytes, valueTo, to);
            return true;
        } catch (JsonRecordException e) {
            throw new IllegalArgumentException("no valid object", e);
        }
    }

    /** Where the quote stands that opens the name. */
    public int nameFrom() {
        return nameFrom;
    }

    /** One past the quote that closes the name. */
    public int nameTo() {
        return nameTo;
    }

    /** Where the value starts. */
    public int valueFrom() {
        return valueFrom;
    }

    /** Where the value ends, and the member with it. */
    public int valueTo() {
        return valueTo;
    }

    /** The name without quotes and escapes. */
    public String name() {
        return JsonStrings.decode(bytes, nameFrom + 1, nameTo - 1);
    }

    /** Whether the name is this one, which is quick when it is not. */
    public boolean isNamed(String name) {
        int last = nameTo - 1;
        for (int i = nameFrom + 1; i < last; i++) {
            if (bytes[i] == '\\') {
                return name().equals(name);
            }
        }
        // No character takes fewer bytes than it has chars, and none more than three times as many.
        int length = last - nameFrom - 1;
        if (length < name.length() || length > 3 * name.length()) {
            return false;
        }
        byte[] encoded = name.getBytes(StandardCharsets.UTF_8);
        return Arrays.equals(encoded, 0, encoded.length, bytes, nameFrom + 1, last);
    }

    /** The kind of the value. */
    public JsonKind kind() {
        return JsonKind.of(bytes[valueFrom]);
    }

    /** Whether the value is null, an empty string, an empty array or an empty object. */
    public boolean isEmpty() {
        return switch (kind()) {
            case NULL -> true;
            case STRING -> valueTo - valueFrom == 2;
            case ARRAY, OBJECT -> JsonScanner.whitespace(bytes, valueFrom + 1, valueTo) == valueTo - 1;
            default -> false;
        };
    }

    /** The value as text: a string without its quotes and escapes, any other value as it is written. */
    public String text() {
        return kind() == JsonKind.STRING
                ? JsonStrings.decode(bytes, valueFrom + 1, valueTo - 1)
                : new String(bytes, valueFrom, valueTo - valueFrom, StandardCharsets.UTF_8);
    }

    /** The bytes that the object lies in. */
    public byte[] bytes() {
        return bytes;
    }
}
