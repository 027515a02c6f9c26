package dev.retort.jsonl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TailIdTest {

    private final TailId tail = new TailId("\"generation\":{\"record_id\":");

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "{\"a\":1,\"generation\":{\"record_id\":\"x-1\",\"line\":7}}~\"x-1\"",
                "{\"generation\":{\"record_id\":12}}~12",
                "{\"generation\":{\"record_id\":-1.5e+3,\"b\":{}}} ~-1.5e+3",
                "{\"generation\":{\"record_id\":\"a\\\"b\\\\\"}}~\"a\\\"b\\\\\"",
                "{\"generation\":{\"record_id\":\"in\"},\"r\":\"\\\"generation\\\":{\\\"record_id\\\":\",\"generation\":{\"record_id\":\"out\"}}~\"out\""
            })
    void findsTheLastOne(String line, String id) {
        byte[] bytes = ("##" + line.strip() + "##").getBytes(StandardCharsets.UTF_8);
        assertTrue(tail.find(bytes, 2, bytes.length - 2));
        assertEquals(id, new String(bytes, tail.from(), tail.to() - tail.from(), StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "}",
                "{}",
                "{\"generation\":{\"record_id\":\"x\"",
                "{\"generation\":{\"record_id\":\"x}",
                "{\"generation\":{\"record_id\":\"x\\\"}",
                "{\"generation\":{\"record_id\":}",
                "{\"generation\":{\"record_id\":}}",
                "{\"generation\":{\"record_id\":null}}",
                "{\"generation\":{\"record_id\":\"x\"]}}",
                "{\"generation\":{\"record_id\": \"x\"}}",
                "{\"r\":\"\\\"generation\\\":{\\\"record_id\\\":7}",
                "\"generation\":{\"record_id\":}"
            })
    void findsNothingInALineThatIsNotOurs(String line) {
        for (String after : new String[] {"", "\"x\"}}"}) {
            byte[] bytes = (line + after).getBytes(StandardCharsets.UTF_8);
            assertFalse(tail.find(bytes, 0, bytes.length - after.length()), line);
        }
    }

    @Test
    void refusesAMarkerThatCouldBeFoundInText() {
        assertEquals(
                "a marker starts with a quote and ends with a colon: id",
                assertThrows(IllegalArgumentException.class, () -> new TailId("id"))
                        .getMessage());
    }
}
