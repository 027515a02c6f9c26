package dev.retort.model;

import static dev.retort.model.Replies.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

/** Against Jackson's own parser: what one takes the other takes, and nothing else. */
final class JsonCursorTest {

    private static final String SAMPLE =
            "{\"id\":\"x\",\"n\":[0,-1,1.5e3,2E-7,10],\"t\":[true,false,null],\"o\":{\"a\":{},\"b\":[]},\n\t\"s\":\"a long text \\\" with \\\\ and"
                    + " \\u00e4 \\/\\b\\f\\n\\r\\t and quotes \\\"\\\"\",\"\":\"\",\"name\\u0041\":1 , \"z\" : \"\"}\r\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "0",
                "-0",
                "-0.0",
                "1e5",
                "1E+5",
                "\"\"",
                "\"\\u12aF\"",
                "[[[]]]",
                " [ 1 , 2 ] ",
                "{\"a\":1,\"a\":2}",
                "",
                "-",
                "01",
                "1.",
                ".5",
                "1e",
                "1e+",
                "+1",
                "NaN",
                "tru",
                "trux",
                "nul",
                "[1,]",
                "[,1]",
                "[1 2]",
                "{,}",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{a:1}",
                "{'a':1}",
                "\"\\x\"",
                "\"\\u12g4\"",
                "\"\\u12\"",
                "\"a",
                "\"a\\",
                "[1",
                "{\"a\":1",
                "]",
                "}",
                "[}",
                "{]",
                "1 2",
                "[1]]",
                "\"\t\"",
                "// c\n1",
                "1x",
                "true1",
                "\"a\"\"b\"",
                "\u00a0 1",
                "\f1"
            })
    void agreesWithJacksonOn(String json) {
        check(utf8(json));
    }

    @Test
    void agreesWithJacksonOnEveryBeginning() {
        byte[] whole = utf8(SAMPLE);
        for (int length = 0; length <= whole.length; length++) {
            check(Arrays.copyOf(whole, length));
        }
    }

    @Test
    void agreesWithJacksonOnDamagedJson() {
        byte[] whole = utf8(SAMPLE);
        byte[] damage = utf8("{}[]\",:\\0123456789-+.eEtruefalsn u/ab\n\t\u0001\u001f ");
        Random random = new Random(7);
        for (int round = 0; round < 50_000; round++) {
            byte[] damaged = whole.clone();
            for (int i = random.nextInt(3); i >= 0; i--) {
                damaged[random.nextInt(damaged.length)] = damage[random.nextInt(damage.length)];
            }
            check(damaged);
        }
    }

    @Test
    void findsTheEndOfTextsOfEveryLengthAtEveryPlace() throws Exception {
        for (int before = 0; before < 9; before++) {
            for (int length = 0; length < 40; length++) {
                String json =
                        " ".repeat(before) + "[\"" + "é".repeat(length / 2) + "x".repeat(length % 2) + "\",\"tail\"]";
                JsonCursor cursor = new JsonCursor(utf8(json), 0, utf8(json).length);
                cursor.enterArray();
                cursor.nextElement();
                assertEquals(
                        "é".repeat(length / 2) + "x".repeat(length % 2),
                        cursor.value().text());
                cursor.nextElement();
                assertEquals("\"tail\"", Replies.json(cursor.value()));
            }
        }
    }

    @Test
    void decodesNamesThatAreEscaped() throws Exception {
        byte[] json = utf8("{\"\\u0063ontent\":1,\"" + "n".repeat(41) + "\":2}");
        JsonCursor cursor = new JsonCursor(json, 0, json.length);
        cursor.enterObject();
        assertEquals("content", cursor.nextName());
        cursor.skip();
        assertEquals("", cursor.nextName());
    }

    @Test
    void goesFiveHundredLevelsDeep() throws Exception {
        assertEquals(true, accepts(utf8("[".repeat(500) + "]".repeat(500))));
        byte[] deeper = utf8("[".repeat(501) + "]".repeat(501));
        assertEquals(
                "the response is nested deeper than 500 levels",
                assertThrows(MalformedReplyException.class, () -> new JsonCursor(deeper, 0, deeper.length).skip())
                        .getMessage());
    }

    @Test
    void saysWhatItExpectedAndWhere() {
        byte[] json = utf8("{\"a\" 1}");
        assertEquals(
                "the response is not valid JSON: expected a colon at byte 6, found 1}",
                assertThrows(MalformedReplyException.class, () -> new JsonCursor(json, 0, json.length).skip())
                        .getMessage());
    }

    private static void check(byte[] json) {
        assertEquals(jacksonAccepts(json), accepts(json), () -> new String(json, StandardCharsets.UTF_8));
    }

    private static boolean accepts(byte[] json) {
        try {
            JsonCursor cursor = new JsonCursor(json, 0, json.length);
            cursor.skip();
            return cursor.atEnd();
        } catch (MalformedReplyException e) {
            return false;
        }
    }

    private static boolean jacksonAccepts(byte[] json) {
        try (JsonParser parser = Json.parser(json, 0, json.length)) {
            boolean any = false;
            int depth = 0;
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (any && depth == 0) {
                    return false;
                }
                any = true;
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                parser.finishToken();
            }
            return any;
        } catch (JacksonException e) {
            return false;
        }
    }
}
