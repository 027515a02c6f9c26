package dev.retort.jsonl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.retort.jsonl.JsonRecordException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class JsonRecordFuzzTest {

    private static final int RECORDS = 8_000;
    private static final int MUTANTS_EACH = 6;
    private static final MemberNames NOTHING = MemberNames.of();
    private static final MemberNames NAMES = MemberNames.of(RandomJson.NAMES);

    private final JacksonOracle oracle = new JacksonOracle();

    @Test
    void agreesWithJacksonOnValidRecordsAndOnBrokenOnes() {
        RandomJson json = new RandomJson(20260209);
        int accepted = 0;
        for (int i = 0; i < RECORDS; i++) {
            byte[] record = json.record();
            assertTrue(compare(record), () -> "made as valid: " + show(record));
            for (int j = 0; j < MUTANTS_EACH; j++) {
                accepted += compare(json.broken(record)) ? 1 : 0;
            }
        }
        assertTrue(accepted > RECORDS / 10, "some mutants are valid, or they prove little: " + accepted);
    }

    @Test
    void spansHoldTheMembersThatJacksonSees() throws JsonRecordException {
        RandomJson json = new RandomJson(4711);
        int checked = 0;
        for (int i = 0; i < RECORDS; i++) {
            byte[] line = json.record();
            JsonRecord record;
            try {
                record = JsonRecord.parse(line, NAMES);
            } catch (JsonRecordException e) {
                assertEquals(Reason.DUPLICATE_MEMBER, e.reason(), () -> show(line));
                continue;
            }
            Map<String, List<String>> members = oracle.members(line);
            for (int name = 0; name < NAMES.size(); name++) {
                assertEquals(members.containsKey(NAMES.name(name)), record.has(name), () -> show(line));
                if (record.has(name)) {
                    List<String> tokens = oracle.tokens(record.raw(name)).orElseThrow();
                    assertEquals(members.get(NAMES.name(name)), tokens, () -> show(line));
                    checkText(record, name, tokens);
                    checked++;
                }
            }
            assertEquals('}', line[record.closingBrace()]);
            assertEquals(members.isEmpty(), record.isEmpty());
        }
        assertTrue(checked > RECORDS, "members checked: " + checked);
    }

    private static void checkText(JsonRecord record, int name, List<String> tokens) {
        if (record.kind(name) == JsonKind.STRING) {
            assertEquals(tokens.get(0), "VALUE_STRING " + record.text(name));
        }
    }

    /** Whether both accept it. */
    private boolean compare(byte[] line) {
        boolean expected = oracle.accepts(line);
        try {
            JsonRecord.parse(line, NOTHING);
            if (!expected) {
                fail("accepted, but Jackson does not: " + show(line));
            }
        } catch (JsonRecordException e) {
            if (expected) {
                fail("refused, but Jackson does not: " + e.getMessage() + ": " + show(line));
            }
            assertTrue(e.column() >= 1 && e.column() <= line.length + 1, () -> e.getMessage() + ": " + show(line));
        }
        return expected;
    }

    private static String show(byte[] line) {
        return new String(line, StandardCharsets.UTF_8) + " = " + HexFormat.of().formatHex(line);
    }
}
