package dev.retort.jsonl;

import dev.retort.jsonl.JsonRecordException.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Words for what is wrong with JSON; the columns count from the start of the array. */
final class JsonProblem {

    private JsonProblem() {}

    static JsonRecordException expected(String what, byte[] bytes, int at, int to) {
        if (at < to && bytes[at] < 0 && sequenceLength(bytes, at, to) == 0) {
            return notUtf8(bytes, at);
        }
        return new JsonRecordException(
                Reason.INVALID_JSON, at + 1, "expected " + what + ", found " + found(bytes, at, to));
    }

    static JsonRecordException notUtf8(byte[] bytes, int at) {
        return new JsonRecordException(
                Reason.INVALID_UTF8,
                at + 1,
                String.format(Locale.ROOT, "expected UTF-8, found the byte 0x%02x out of place", bytes[at] & 0xff));
    }

    static JsonRecordException tooDeep(int at) {
        return new JsonRecordException(
                Reason.TOO_DEEP,
                at + 1,
                "expected at most " + JsonRecord.MAX_DEPTH + " levels of objects and arrays, found one more");
    }

    static JsonRecordException duplicate(String name, int at) {
        return new JsonRecordException(
                Reason.DUPLICATE_MEMBER, at + 1, "expected the member \"" + name + "\" once, found it again");
    }

    static JsonRecordException notAnObject(byte[] bytes, int at) {
        String kind = JsonKind.of(bytes[at]).phrase();
        return new JsonRecordException(Reason.NOT_AN_OBJECT, at + 1, "expected an object, found " + kind);
    }

    static String found(byte[] bytes, int at, int to) {
        if (at >= to) {
            return "the end of the line";
        }
        int length = sequenceLength(bytes, at, to);
        if (length == 0 || (bytes[at] >= 0 && bytes[at] < 0x20) || bytes[at] == 0x7f) {
            return String.format(Locale.ROOT, "the byte 0x%02x", bytes[at] & 0xff);
        }
        String character = new String(bytes, at, length, StandardCharsets.UTF_8);
        return character.equals("\ufeff")
                ? "a byte order mark (U+FEFF)"
                : character.equals("'") ? "an apostrophe" : "'" + character + "'";
    }

    /** The length of the character that starts here, or 0 when it is not valid UTF-8. */
    private static int sequenceLength(byte[] bytes, int at, int to) {
        int lead = bytes[at] & 0xff;
        int length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
        if (at + length > to) {
            return 0;
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, at, length));
            return length;
        } catch (CharacterCodingException e) {
            return 0;
        }
    }
}
