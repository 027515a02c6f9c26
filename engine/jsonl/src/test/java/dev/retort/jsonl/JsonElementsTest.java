package dev.retort.jsonl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonElementsTest {

    private static List<String> elements(String json, int bracket) {
        JsonElements elements = new JsonElements(json.getBytes(StandardCharsets.UTF_8), bracket);
        List<String> found = new ArrayList<>();
        while (elements.next()) {
            found.add(elements.kind() + " " + elements.text());
        }
        assertFalse(elements.next(), "asked again at the end");
        return found;
    }

    @Test
    void walksOverEveryKindOfElement() {
        assertEquals(
                List.of("STRING a\"é", "NUMBER 1.50", "OBJECT {\"b\":[1, 2]}", "ARRAY []", "NULL null", "BOOLEAN true"),
                elements("[ \"a\\\"\\u00e9\" ,1.50, {\"b\":[1, 2]},[],null , true ]", 0));
    }

    @Test
    void findsNothingInAnEmptyArray() {
        assertEquals(List.of(), elements("[]", 0));
        assertEquals(List.of(), elements("{\"a\": [ \n ], \"b\": [1]}", 6));
    }

    @Test
    void stopsAtTheEndOfAnArrayAmongOtherBytes() {
        assertEquals(List.of("NUMBER 1", "NUMBER 2"), elements("{\"a\":[1,2],\"b\":[3]}", 5));
    }

    @Test
    void refusesWhatIsNoArray() {
        assertThrows(IllegalArgumentException.class, () -> elements("{}", 0));
    }
}
