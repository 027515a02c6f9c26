package dev.retort.jsonl;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One JSON object in its own bytes: known to be valid, with the places of the members that were asked for.
 *
 * <p>The whole line is checked against RFC 8259: nothing but one object and white space around it, in valid UTF-8 (no overlong form,
 * no encoded surrogate, nothing beyond U+10FFFF), at most {@value #MAX_DEPTH} levels deep. The escape of a lone surrogate
 * ({@code "\ud800"}) is allowed, as the grammar of the RFC allows it. Members other than those asked for may be there twice.
 * A record keeps the array it was found in; it is good for as long as that is not changed.
 */
public final class JsonRecord {

    /** How deep objects and arrays may be nested, the record itself included. */
    public static final int MAX_DEPTH = 512;

    private final byte[] bytes;
    private final int from;
    private final int to;
    private final int closingBrace;
    private final boolean empty;
    private final int[] spans; // where each wanted value starts and ends; 0, 0 where there is none

    private JsonRecord(byte[] bytes, int from, int to, int closingBrace, boolean empty, int[] spans) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
        this.closingBrace = closingBrace;
        this.empty = empty;
        this.spans = spans;
    }

    /**
     * Checks a line.
     *
     * @throws JsonRecordException when it is anything but one object, or a wanted member is there twice
     */
    public static JsonRecord parse(byte[] line, MemberNames wanted) throws JsonRecordException {
        return parse(line, 0, line.length, wanted);
    }

    /**
     * Checks a line that lies among other bytes.
     *
     * @throws JsonRecordException when it is anything but one object, or a wanted member is there twice; columns count from
     *     {@code from}
     */
    public static JsonRecord parse(byte[] bytes, int from, int to, MemberNames wanted) throws JsonRecordException {
        try {
            return parseObject(bytes, from, to, wanted);
        } catch (JsonRecordException e) {
            throw from == 0 ? e : e.shiftedBy(-from);
        }
    }

    private static JsonRecord parseObject(byte[] bytes, int from, int to, MemberNames wanted)
            throws JsonRecordException {
        int at = JsonScanner.whitespace(bytes, from, to);
        if (at >= to || bytes[at] != '{') {
            throw noObject(bytes, at, to);
        }
        int[] spans = new int[2 * wanted.size()];
        at = JsonScanner.whitespace(bytes, at + 1, to);
        boolean empty = at < to && bytes[at] == '}';
        while (!empty) {
            if (at >= to || bytes[at] != '"') {
                throw JsonProblem.expected("a member's name in '\"'", bytes, at, to);
            }
            int nameEnd = StringScanner.string(bytes, at, to);
            int valueFrom = JsonScanner.colon(bytes, nameEnd, to);
            int valueTo = JsonScanner.value(bytes, valueFrom, to, 1);
            int index = wanted.indexOf(bytes, at + 1, nameEnd - 1);
            if (index >= 0) {
                if (spans[2 * index + 1] != 0) {
                    throw JsonProblem.duplicate(wanted.name(index), at);
                }
                spans[2 * index] = valueFrom;
                spans[2 * index + 1] = valueTo;
            }
            at = JsonScanner.afterMember(bytes, valueTo, to);
            if (bytes[at] == '}') {
                break;
            }
            at = JsonScanner.whitespace(bytes, at + 1, to);
        }
        int end = JsonScanner.whitespace(bytes, at + 1, to);
        if (end < to) {
            throw JsonProblem.expected("the end of the line after the object", bytes, end, to);
        }
        return new JsonRecord(bytes, from, to, at, empty, spans);
    }

    private static JsonRecordException noObject(byte[] bytes, int at, int to) {
        try {
            int end = JsonScanner.whitespace(bytes, JsonScanner.value(bytes, at, to, 0), to);
            return end == to
                    ? JsonProblem.notAnObject(bytes, at)
                    : JsonProblem.expected("the end of the line after the value", bytes, end, to);
        } catch (JsonRecordException e) {
            return e.column() == at + 1 && e.reason() == JsonRecordException.Reason.INVALID_JSON
                    ? JsonProblem.expected("'{'", bytes, at, to)
                    : e;
        }
    }

    /** The array that the record lies in. */
    public byte[] bytes() {
        return bytes;
    }

    /** Where the line starts in {@link #bytes()}. */
    public int from() {
        return from;
    }

    /** Where the line ends in {@link #bytes()}. */
    public int to() {
        return to;
    }

    /** Where the brace is that closes the object. */
    public int closingBrace() {
        return closingBrace;
    }

    /** Whether the object has no member. */
    public boolean isEmpty() {
        return empty;
    }

    /** Whether a wanted member is there; {@code null} is a value like any other. */
    public boolean has(int index) {
        return spans[2 * index + 1] != 0;
    }

    /** Where the value of a wanted member starts in {@link #bytes()}. */
    public int valueFrom(int index) {
        return spans[2 * index];
    }

    /** Where the value of a wanted member ends in {@link #bytes()}; 0 when it is not there. */
    public int valueTo(int index) {
        return spans[2 * index + 1];
    }

    /**
     * The kind of the value of a wanted member.
     *
     * @throws IllegalArgumentException when it is not there
     */
    public JsonKind kind(int index) {
        check(index);
        return JsonKind.of(bytes[valueFrom(index)]);
    }

    /**
     * Whether the value of a wanted member is an array or an object with nothing in it.
     *
     * @throws IllegalArgumentException when it is not there
     */
    public boolean isEmpty(int index) {
        JsonKind kind = kind(index);
        return (kind == JsonKind.ARRAY || kind == JsonKind.OBJECT)
                && JsonScanner.whitespace(bytes, valueFrom(index) + 1, valueTo(index)) == valueTo(index) - 1;
    }

    /**
     * The value of a wanted member as it is written.
     *
     * @throws IllegalArgumentException when it is not there
     */
    public byte[] raw(int index) {
        check(index);
        return Arrays.copyOfRange(bytes, valueFrom(index), valueTo(index));
    }

    /**
     * The value of a wanted member as text: a string without its quotes and escapes, any other value as it is written.
     *
     * @throws IllegalArgumentException when it is not there
     */
    public String text(int index) {
        if (kind(index) == JsonKind.STRING) {
            return JsonStrings.decode(bytes, valueFrom(index) + 1, valueTo(index) - 1);
        }
        return new String(bytes, valueFrom(index), valueTo(index) - valueFrom(index), StandardCharsets.UTF_8);
    }

    private void check(int index) {
        if (!has(index)) {
            throw new IllegalArgumentException("member " + index + " is not there");
        }
    }
}
