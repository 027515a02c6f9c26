package dev.retort.jsonl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retort.jsonl.JsonRecordException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonRecordTest {

    private static final MemberNames NAMES = MemberNames.of("uid", "id", "messages");
    private static final int UID = 0;
    private static final int ID = 1;
    private static final int MESSAGES = 2;

    @Test
    void findsWhatIsWanted() throws JsonRecordException {
        JsonRecord record = parse(" {\"id\" : \"a\\n\\u00e9\\/\", \"x\":{\"uid\":1}, \"messages\":[ {} ] } ");
        assertFalse(record.has(UID));
        assertEquals("\"a\\n\\u00e9\\/\"", new String(record.raw(ID), StandardCharsets.UTF_8));
        assertEquals("a\n\u00e9/", record.text(ID));
        assertEquals(JsonKind.ARRAY, record.kind(MESSAGES));
        assertEquals("[ {} ]", record.text(MESSAGES));
        assertEquals("an array", record.kind(MESSAGES).phrase());
        assertFalse(record.isEmpty());
        assertEquals('}', record.bytes()[record.closingBrace()]);
        assertEquals(record.to() - 2, record.closingBrace());
    }

    @Test
    void comparesNamesWithoutTheirEscapes() throws JsonRecordException {
        JsonRecord record = parse("{\"\\u0069d\":7,\"u\\u0069d\":null}");
        assertEquals("7", record.text(ID));
        assertEquals(JsonKind.NULL, record.kind(UID));
    }

    @Test
    void aRawNameWithABackslashIsNotTheNameWithOne() throws JsonRecordException {
        MemberNames backslash = MemberNames.of("a\\b");
        assertFalse(JsonRecord.parse(bytes("{\"a\\b\":1}"), backslash).has(0));
        assertTrue(JsonRecord.parse(bytes("{\"a\\\\b\":1}"), backslash).has(0));
    }

    @Test
    void knowsTheEmptyObject() throws JsonRecordException {
        assertTrue(parse("{}").isEmpty());
        assertTrue(parse("\t{ } ").isEmpty());
    }

    @Test
    void knowsEmptyValues() throws JsonRecordException {
        JsonRecord record = parse("{\"id\":[ ],\"uid\":{},\"messages\":[0]}");
        assertTrue(record.isEmpty(ID));
        assertTrue(record.isEmpty(UID));
        assertFalse(record.isEmpty(MESSAGES));
        assertFalse(parse("{\"id\":\"\"}").isEmpty(ID));
    }

    @Test
    void parsesALineAmongOtherBytes() throws JsonRecordException {
        byte[] bytes = bytes("{{{\"id\":12}}}");
        JsonRecord record = JsonRecord.parse(bytes, 2, 11, NAMES);
        assertEquals("12", record.text(ID));
        assertEquals(10, record.closingBrace());
        JsonRecordException e = assertThrows(JsonRecordException.class, () -> JsonRecord.parse(bytes, 2, 10, NAMES));
        assertEquals("column 9: expected ',' or '}' after a member, found the end of the line", e.getMessage());
    }

    @Test
    void asksOnlyForWhatIsThere() throws JsonRecordException {
        JsonRecord record = parse("{}");
        assertEquals(
                "member 1 is not there",
                assertThrows(IllegalArgumentException.class, () -> record.raw(ID))
                        .getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":[]}",
                "{\"a\":[[],{},\"\"]}",
                "{\"a\":-0.0e-0}",
                "{\"\":0}",
                "{\"a\":\"\\ud800\"}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":\"\u007f\u2028\"}",
                "{\"a\":1e999999}",
                "\r\n{\"a\"\n:\n1\n}\n"
            })
    void accepts(String json) throws JsonRecordException {
        assertEquals(bytes(json).length, parse(json).to());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            textBlock =
                    """
                    ``                  ~ INVALID_JSON     ~ column 1: expected '{', found the end of the line
                    `  `                ~ INVALID_JSON     ~ column 3: expected '{', found the end of the line
                    hello               ~ INVALID_JSON     ~ column 1: expected '{', found 'h'
                    `\ufeff{}`          ~ INVALID_JSON     ~ column 1: expected '{', found a byte order mark (U+FEFF)
                    {} {}               ~ INVALID_JSON     ~ column 4: expected the end of the line after the object, found '{'
                    [1] 2               ~ INVALID_JSON     ~ column 5: expected the end of the line after the value, found '2'
                    [1, 2]              ~ NOT_AN_OBJECT    ~ column 1: expected an object, found an array
                    "text"              ~ NOT_AN_OBJECT    ~ column 1: expected an object, found a string
                    ` 12`               ~ NOT_AN_OBJECT    ~ column 2: expected an object, found a number
                    null                ~ NOT_AN_OBJECT    ~ column 1: expected an object, found null
                    true                ~ NOT_AN_OBJECT    ~ column 1: expected an object, found a boolean
                    [1                  ~ INVALID_JSON     ~ column 3: expected ',' or ']' after an element, found the end of the line
                    {"a":1              ~ INVALID_JSON     ~ column 7: expected ',' or '}' after a member, found the end of the line
                    {"a":1,}            ~ INVALID_JSON     ~ column 8: expected a member's name in '"', found '}'
                    {'a':1}             ~ INVALID_JSON     ~ column 2: expected a member's name in '"', found an apostrophe
                    {"a" 1}             ~ INVALID_JSON     ~ column 6: expected ':' after a member's name, found '1'
                    {"a":}              ~ INVALID_JSON     ~ column 6: expected a value, found '}'
                    {"a":[1,]}          ~ INVALID_JSON     ~ column 9: expected a value, found ']'
                    {"a":[1}            ~ INVALID_JSON     ~ column 8: expected ',' or ']' after an element, found '}'
                    {"a":{"b":1]}       ~ INVALID_JSON     ~ column 12: expected ',' or '}' after a member, found ']'
                    {"a":NaN}           ~ INVALID_JSON     ~ column 6: expected a value, found 'N'
                    {"a":tru}           ~ INVALID_JSON     ~ column 6: expected a value, found 't'
                    {"a":01}            ~ INVALID_JSON     ~ column 7: expected ',' or '}' after a member, found '1'
                    {"a":1.}            ~ INVALID_JSON     ~ column 8: expected a digit, found '}'
                    {"a":-}             ~ INVALID_JSON     ~ column 7: expected a digit, found '}'
                    {"a":1e+}           ~ INVALID_JSON     ~ column 9: expected a digit, found '}'
                    {"a":"b             ~ INVALID_JSON     ~ column 8: expected a closing '"', found the end of the line
                    {"a":"\\x"}         ~ INVALID_JSON     ~ column 8: expected one of " \\ / b f n r t u after a backslash, found 'x'
                    {"a":"\\u12G4"}     ~ INVALID_JSON     ~ column 11: expected four hexadecimal digits after \\u, found 'G'
                    `{"a":"x\ty"}`      ~ INVALID_JSON     ~ column 8: expected an escape, for a string holds no control character, found the byte 0x09
                    `{"a":1 é}`         ~ INVALID_JSON     ~ column 8: expected ',' or '}' after a member, found 'é'
                    {"id":1,"id":1}     ~ DUPLICATE_MEMBER ~ column 9: expected the member "id" once, found it again
                    {"id":1,"\\u0069d":1} ~ DUPLICATE_MEMBER ~ column 9: expected the member "id" once, found it again
                    """)
    void refuses(String json, Reason reason, String message) {
        refuses(bytes(json), reason, message);
    }

    @ParameterizedTest
    @CsvSource({
        "c0 80, c0",
        "c1 bf, c1",
        "e0 9f bf, e0",
        "f0 8f bf bf, f0",
        "ed a0 80, ed",
        "ed bf bf, ed",
        "f4 90 80 80, f4",
        "f5 80 80 80, f5",
        "ff, ff",
        "80, 80",
        "bf, bf",
        "c3, c3",
        "e4 b8, e4",
        "f0 9f 98, f0",
        "c3 c3, c3",
        "e4 b8 20, e4"
    })
    void refusesWhatIsNotUtf8(String hex, String first) {
        byte[] bad = HexFormat.ofDelimiter(" ").parseHex(hex);
        byte[] line = bytes("{\"a\":\"" + "#".repeat(bad.length) + "\"}");
        System.arraycopy(bad, 0, line, 6, bad.length);
        refuses(line, Reason.INVALID_UTF8, "column 7: expected UTF-8, found the byte 0x" + first + " out of place");
    }

    @Test
    void refusesBytesThatAreNotUtf8OutsideOfStrings() {
        byte[] line = bytes("{\"a\":1#}");
        line[6] = (byte) 0xfe;
        refuses(line, Reason.INVALID_UTF8, "column 7: expected UTF-8, found the byte 0xfe out of place");
    }

    @Test
    void goesDownAsDeepAsItSays() throws JsonRecordException {
        for (int depth : new int[] {1, 63, 64, 65, 66, 128, 129, 511, 512}) {
            parse(nested(depth));
        }
        refuses(
                bytes(nested(513)),
                Reason.TOO_DEEP,
                "column 1,877: expected at most 512 levels of objects and arrays, found one more");
    }

    @Test
    void knowsItsWayBackFromTheDeep() {
        // The wrong bracket at each level on the way out.
        String good = nested(300);
        for (int at = good.length() - 300; at < good.length(); at++) {
            byte[] bad = bytes(good);
            bad[at] ^= '}' ^ ']';
            assertThrows(JsonRecordException.class, () -> JsonRecord.parse(bad, NAMES));
        }
    }

    /** Objects and arrays in a pattern that has no period of 64. */
    private static String nested(int depth) {
        StringBuilder open = new StringBuilder();
        StringBuilder close = new StringBuilder();
        for (int i = 0; i < depth; i++) {
            boolean object = i % 3 != 1;
            boolean inObject = i > 0 && (i - 1) % 3 != 1;
            open.append(inObject ? "\"a\":" : "").append(object ? '{' : '[');
            close.insert(0, object ? '}' : ']');
        }
        return open.append(close).toString();
    }

    private static void refuses(byte[] line, Reason reason, String message) {
        JsonRecordException e = assertThrows(JsonRecordException.class, () -> JsonRecord.parse(line, NAMES));
        assertEquals(message, e.getMessage());
        assertEquals(reason, e.reason());
        assertEquals("column " + String.format("%,d", e.column()) + ": " + e.problem(), e.getMessage());
    }

    @Test
    void reasonsHaveCodes() {
        assertEquals("invalid_utf8", Reason.INVALID_UTF8.code());
        assertEquals("not_an_object", Reason.NOT_AN_OBJECT.code());
    }

    @Test
    void refusesTheSameNameTwice() {
        assertEquals(
                "a name is there twice: [a, b, a]",
                assertThrows(IllegalArgumentException.class, () -> MemberNames.of("a", "b", "a"))
                        .getMessage());
    }

    private static JsonRecord parse(String json) throws JsonRecordException {
        return JsonRecord.parse(bytes(json), NAMES);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
