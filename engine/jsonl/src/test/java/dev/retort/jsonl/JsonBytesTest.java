package dev.retort.jsonl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonBytesTest {

    @Test
    void composesWhatItIsTold() throws IOException {
        JsonBytes json = new JsonBytes(1)
                .raw("{\"a\":")
                .string("b")
                .raw(",\"n\":".getBytes(StandardCharsets.UTF_8))
                .number(-17)
                .raw(",\"f\":")
                .number(0.5)
                .raw(",\"t\":")
                .bool(true)
                .raw(new JsonBytes().raw("}"));
        assertEquals("{\"a\":\"b\",\"n\":-17,\"f\":0.5,\"t\":true}", json.toString());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        json.writeTo(out);
        assertArrayEquals(json.toByteArray(), out.toByteArray());
        assertEquals(json.size(), out.size());
        assertEquals("", json.clear().toString());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 7, 9, 10, 99, 100, 12345678901234567L, Long.MAX_VALUE, -1, Long.MIN_VALUE})
    void writesNumbersAsJavaDoes(long number) {
        assertEquals(Long.toString(number), new JsonBytes().number(number).toString());
    }

    @Test
    void escapesWhatMustBe() {
        assertEquals(
                "\"q\\\" b\\\\ \\b\\f\\n\\r\\t \\u0000\\u001f \u007f / \u00e9 \u4e2d \ud83d\ude00\"",
                new JsonBytes()
                        .string("q\" b\\ \b\f\n\r\t \0\u001f \u007f / \u00e9 \u4e2d \ud83d\ude00")
                        .toString());
    }

    @Test
    void replacesLoneSurrogates() {
        assertEquals("\"\ufffd\"", new JsonBytes().string("\ud800").toString());
        assertEquals("\"\ufffdx\"", new JsonBytes().string("\udc00x").toString());
        assertEquals(
                "\"\ufffd\ud800\udc00\"",
                new JsonBytes().string("\ud800\ud800\udc00").toString());
        assertEquals("\"\ufffd\ufffd\"", new JsonBytes().string("\udc00\ud800").toString());
    }

    @Test
    void anyTextComesBack() {
        JacksonOracle oracle = new JacksonOracle();
        Random random = new Random(5);
        JsonBytes json = new JsonBytes();
        for (int i = 0; i < 5000; i++) {
            int most = random.nextBoolean() ? 0x90 : 0x20000;
            String text = random.ints(random.nextInt(60), 0, most)
                    .filter(c -> c < 0xd800 || c > 0xdfff)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            byte[] bytes = json.clear().string(text).toByteArray();
            assertEquals(List.of("VALUE_STRING " + text), oracle.tokens(bytes).orElseThrow());
            for (byte b : bytes) {
                assertTrue(b < 0 || b >= 0x20);
            }
        }
    }

    @Test
    void refusesWhatJsonHasNoFormFor() {
        assertEquals(
                "JSON has no NaN",
                assertThrows(IllegalArgumentException.class, () -> new JsonBytes().number(Double.NaN))
                        .getMessage());
    }

    @Test
    void rawTextIsAscii() {
        assertEquals(
                "not ASCII: \u00e9",
                assertThrows(IllegalArgumentException.class, () -> new JsonBytes().raw("\u00e9"))
                        .getMessage());
    }

    @Test
    void letsGoOfALargeArray() {
        JsonBytes json = new JsonBytes().raw(new byte[20 << 20]);
        json.clear();
        assertTrue(json.array().length < 1 << 20);
    }
}
