package dev.retort.model;

import static dev.retort.model.Replies.utf8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;

/** Values where they stand. */
final class JsonSpanTest {

    @Test
    void decodesTexts() {
        assertEquals("plain é 😀", span("\"plain é 😀\"").text());
        assertEquals(
                "a \"b\"\n\\ 😀", span("\"a \\\"b\\\"\\n\\\\ \\ud83d\\ude00\"").text());
        assertEquals("", span("\"\"").text());
    }

    @Test
    void decodesNothingElse() {
        assertEquals(
                "not a JSON string: [1]",
                assertThrows(IllegalStateException.class, () -> span("[1]").text())
                        .getMessage());
    }

    @Test
    void copiesItsBytes() throws Exception {
        byte[] line = utf8("{\"a\":[1,2]}");
        JsonSpan span = new JsonSpan(line, 5, 10);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        span.writeTo(out);
        assertArrayEquals(utf8("[1,2]"), out.toByteArray());
        assertArrayEquals(utf8("[1,2]"), span.toByteArray());
        assertEquals(5, span.length());
    }

    @Test
    void knowsItsKind() {
        assertTrue(span("null").isNull());
        assertFalse(span("\"null\"").isNull());
        assertTrue(span("\"null\"").isString());
    }

    @Test
    void showsItsBeginning() {
        assertEquals("[1]", span("[1]").toString());
        assertEquals(201, span("\"" + "x".repeat(500) + "\"").toString().length());
    }

    private static JsonSpan span(String json) {
        return new JsonSpan(utf8(json), 0, utf8(json).length);
    }
}
