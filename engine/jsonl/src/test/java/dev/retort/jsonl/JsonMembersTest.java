package dev.retort.jsonl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonMembersTest {

    private static JsonMembers members(String object) {
        byte[] bytes = object.getBytes(StandardCharsets.UTF_8);
        return JsonMembers.of(bytes, 0, bytes.length);
    }

    private static List<String> seen(String object) {
        List<String> seen = new ArrayList<>();
        JsonMembers members = members(object);
        while (members.next()) {
            byte[] bytes = members.bytes();
            seen.add(members.name()
                    + "="
                    + new String(
                            bytes,
                            members.valueFrom(),
                            members.valueTo() - members.valueFrom(),
                            StandardCharsets.UTF_8));
        }
        assertFalse(members.next(), "the end stays the end");
        return seen;
    }

    @Test
    void goesThroughThemInTheirOrder() {
        assertEquals(
                List.of("a=1.50", "b={\"c\":[1, 2]}", "c=\"}\"", "é=null"),
                seen(" { \"a\" : 1.50 ,\"b\":{\"c\":[1, 2]},\"c\":\"}\",\t\"\\u00e9\": null } "));
    }

    @Test
    void findsNoneInAnEmptyObject() {
        assertEquals(List.of(), seen("{}"));
        assertEquals(List.of(), seen("{ \n}"));
    }

    @Test
    void knowsANameHoweverItIsWritten() {
        JsonMembers members = members("{\"a\\u0062\":\"x\\ny\",\"ä€😀\":true}");
        assertTrue(members.next());
        assertTrue(members.isNamed("ab"));
        assertFalse(members.isNamed("a\\u0062"));
        assertEquals("x\ny", members.text());
        assertTrue(members.next());
        assertTrue(members.isNamed("ä€😀"));
        assertFalse(members.isNamed("ab"));
        assertEquals(JsonKind.BOOLEAN, members.kind());
        assertEquals("true", members.text());
    }

    @Test
    void knowsAValueWithNothingInIt() {
        JsonMembers empty = members("{\"a\":null,\"b\":\"\",\"c\":[ ],\"d\":{}}");
        while (empty.next()) {
            assertTrue(empty.isEmpty(), empty.name());
        }
        JsonMembers others = members("{\"a\":0,\"b\":\" \",\"c\":[null],\"d\":{\"e\":1},\"f\":false}");
        while (others.next()) {
            assertFalse(others.isEmpty(), others.name());
        }
    }

    @Test
    void looksAtTheRangeOnly() {
        byte[] bytes = "[{\"a\":1},{\"b\":2}]".getBytes(StandardCharsets.UTF_8);
        JsonMembers members = JsonMembers.of(bytes, 9, bytes.length - 1);
        assertTrue(members.next());
        assertEquals("b", members.name());
        assertFalse(members.next());
    }

    @Test
    void refusesWhatIsNoObject() {
        assertThrows(IllegalArgumentException.class, () -> members("[1]"));
        assertThrows(IllegalArgumentException.class, () -> members(""));
        JsonMembers broken = members("{\"a\":}");
        assertThrows(IllegalArgumentException.class, broken::next);
    }
}
