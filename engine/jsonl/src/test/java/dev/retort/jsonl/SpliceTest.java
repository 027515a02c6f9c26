package dev.retort.jsonl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SpliceTest {

    private static final MemberNames NOTHING = MemberNames.of();

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "{}~{\"r\":1}",
                "{ }~{ \"r\":1}",
                " {\"a\":1} \t~ {\"a\":1,\"r\":1} \t",
                "{\"a\" : 1.0 , \"b\":{} }~{\"a\" : 1.0 , \"b\":{} ,\"r\":1}"
            })
    void keepsEveryByte(String record, String spliced) throws JsonRecordException {
        assertEquals(spliced, splice(record.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void addsToABufferThatHoldsSomethingAlready() throws JsonRecordException {
        byte[] bytes = "xx{\"a\":1}yy".getBytes(StandardCharsets.UTF_8);
        JsonBytes out = new JsonBytes().raw("{}\n");
        Splice.into(JsonRecord.parse(bytes, 2, 9, NOTHING), new JsonBytes().raw("\"b\":2,\"c\":3"), out);
        assertEquals("{}\n{\"a\":1,\"b\":2,\"c\":3}", out.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {"[]~[{}]", "[ ]~[ {}]", "[1 , 2 ]~[1 , 2 ,{}]", "[[]]~[[],{}]"})
    void addsToArrays(String array, String spliced) throws JsonRecordException {
        JsonRecord record =
                JsonRecord.parse(("{\"m\": " + array + " }").getBytes(StandardCharsets.UTF_8), MemberNames.of("m"));
        JsonBytes out = new JsonBytes();
        Splice.intoArray(record, 0, new JsonBytes().raw("{}"), out);
        assertEquals(spliced, out.toString());
    }

    @Test
    void addsElementsToNothingButAnArray() throws JsonRecordException {
        JsonRecord record = JsonRecord.parse("{\"m\":{}}".getBytes(StandardCharsets.UTF_8), MemberNames.of("m"));
        JsonBytes json = new JsonBytes();
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> Splice.intoArray(record, 0, json, json));
        assertEquals("expected an array, found an object", e.getMessage());
    }

    @Test
    void randomRecordsKeepTheirMembersAndGetOneMore() throws JsonRecordException {
        JacksonOracle oracle = new JacksonOracle();
        RandomJson json = new RandomJson(99);
        for (int i = 0; i < 2000; i++) {
            byte[] record = json.record();
            byte[] spliced = splice(record).getBytes(StandardCharsets.UTF_8);
            assertTrue(oracle.accepts(spliced));
            Map<String, List<String>> expected = oracle.members(record);
            expected.put("r", List.of("VALUE_NUMBER_INT 1"));
            assertEquals(expected, oracle.members(spliced));
        }
    }

    private static String splice(byte[] record) throws JsonRecordException {
        JsonRecord parsed = JsonRecord.parse(record, NOTHING);
        return new String(Splice.into(parsed, new JsonBytes().raw("\"r\":1")), StandardCharsets.UTF_8);
    }
}
