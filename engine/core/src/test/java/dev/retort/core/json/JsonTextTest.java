package dev.retort.core.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonTextTest {

    private final JsonText json = new JsonText();

    @Test
    void writesPlainValues() {
        assertEquals(
                "[1,2.5,\"x\",true,null,null,\"v\"]",
                json.line(Arrays.asList(1, 2.5, "x", true, null, Optional.empty(), Optional.of("v"))));
        assertEquals(
                "[12345678901234567890,0.10]",
                json.line(List.of(new BigInteger("12345678901234567890"), new BigDecimal("0.10"))));
        assertEquals(
                "[\"Infinity\",\"/tmp/x\"]",
                json.line(List.of(Double.POSITIVE_INFINITY, java.nio.file.Path.of("/tmp/x"))));
    }

    @Test
    void writesForPeople() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("a", 1);
        map.put("b", List.of());
        assertEquals("{\n  \"a\" : 1,\n  \"b\" : [ ]\n}\n", json.pretty(map));
    }

    @Test
    void readsWhatItWrites() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("text", "a\"b\\c\u0001é😀");
        map.put("list", Arrays.asList(1, null, List.of(true)));
        assertEquals(map, json.read(json.line(map)));
        assertEquals(map, json.read(json.pretty(map)));
    }

    @Test
    void refusesWhatIsNotOneValue() {
        assertEquals(
                "the JSON text is empty",
                assertThrows(IllegalArgumentException.class, () -> json.read(""))
                        .getMessage());
        assertEquals(
                "more than one JSON value",
                assertThrows(IllegalArgumentException.class, () -> json.read("1 2"))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> json.read("{\"a\":"));
        assertThrows(IllegalArgumentException.class, () -> json.read("[1"));
        assertThrows(IllegalArgumentException.class, () -> json.read("[".repeat(5000)));
    }
}
