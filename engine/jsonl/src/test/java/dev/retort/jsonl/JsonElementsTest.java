package dev.retort.jsonl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonElementsTest {

    private static List<String> seen(String array) {
        byte[] bytes = array.getBytes(StandardCharsets.UTF_8);
        List<String> seen = new ArrayList<>();
        JsonElements elements = JsonElements.of(bytes, 0, bytes.length);
        while (elements.next()) {
            seen.add(elements.kind() + " "
                    + new String(bytes, elements.from(), elements.to() - elements.from(), StandardCharsets.UTF_8));
        }
        assertFalse(elements.next(), "the end stays the end");
        return seen;
    }

    @Test
    void goesThroughThemInTheirOrder() {
        assertEquals(
                List.of("NUMBER 1.50", "ARRAY [ 2]", "OBJECT {\"a\":[]}", "STRING \"],\"", "NULL null"),
                seen(" [ 1.50 ,[ 2],{\"a\":[]}, \"],\"\t, null ] "));
    }

    @Test
    void findsNoneInAnEmptyArray() {
        assertEquals(List.of(), seen("[]"));
        assertEquals(List.of(), seen("[ \n]"));
    }

    @Test
    void refusesWhatIsNoArray() {
        assertThrows(IllegalArgumentException.class, () -> seen("{}"));
        assertThrows(IllegalArgumentException.class, () -> seen(""));
        assertThrows(IllegalArgumentException.class, () -> seen("[1 2]"));
    }
}
