package dev.retort.plugins.distillation.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retort.jsonl.JsonRecord;
import dev.retort.jsonl.JsonRecordException;
import dev.retort.jsonl.MemberNames;
import dev.retort.plugins.distillation.result.OutputSection.Detail;
import dev.retort.plugins.distillation.result.OutputSection.Reasoning;
import dev.retort.plugins.distillation.result.OutputSection.Shape;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutputSectionTest {

    private static OutputSection source(Optional<List<String>> select, Map<String, String> rename) {
        return new OutputSection(Shape.SOURCE, Reasoning.KEEP, select, rename, Optional.empty());
    }

    private static OutputSection answer(Map<String, String> rename, Optional<Detail> detail) {
        return new OutputSection(Shape.ANSWER, Reasoning.KEEP, Optional.empty(), rename, detail);
    }

    private static String refusal(org.junit.jupiter.api.function.Executable make) {
        return assertThrows(IllegalArgumentException.class, make).getMessage();
    }

    private static Optional<String> clash(OutputSection section, String record) throws JsonRecordException {
        byte[] bytes = record.getBytes(StandardCharsets.UTF_8);
        return new RecordMembers(section).clash(JsonRecord.parse(bytes, MemberNames.of()));
    }

    @Test
    void tellsMuchInTheSourceShapeAndNothingInTheAnswerShapeUnlessSaidOtherwise() {
        assertEquals(Detail.FULL, OutputSection.defaults().detail());
        assertEquals(Detail.NONE, answer(Map.of(), Optional.empty()).detail());
        assertEquals(Detail.SHORT, answer(Map.of(), Optional.of(Detail.SHORT)).detail());
    }

    @Test
    void refusesWhatAShapeDoesNotHave() {
        assertEquals(
                "'select' is for 'shape: source'; the shape answer holds no member of the record",
                refusal(() -> new OutputSection(
                        Shape.ANSWER, Reasoning.KEEP, Optional.of(List.of("a")), Map.of(), Optional.empty())));
        assertEquals(
                "'generation: none' is for 'shape: answer'; a later run knows a record by it: write short",
                refusal(() -> new OutputSection(
                        Shape.SOURCE, Reasoning.KEEP, Optional.empty(), Map.of(), Optional.of(Detail.NONE))));
        assertEquals(
                "'rename' names response, which the shape answer does not have; it has id, input_prompt, images, answer,"
                        + " reasoning, processed_at, generation",
                refusal(() -> answer(Map.of("response", "x"), Optional.empty())));
    }

    @Test
    void refusesNamesThatAreEmptyOrThereTwice() {
        assertEquals("'rename' gives a an empty name", refusal(() -> source(Optional.empty(), Map.of("a", ""))));
        assertEquals(
                "'rename' leaves two members with the name response",
                refusal(() -> source(Optional.empty(), Map.of("a", "response"))));
        assertEquals(
                "'rename' leaves two members with the name x",
                refusal(() -> source(Optional.empty(), Map.of("a", "x", "response", "x"))));
        assertEquals(
                "'rename' gives response the name rejected, which tells why an answer is not wanted",
                refusal(() -> source(Optional.empty(), Map.of("response", "rejected"))));
        assertEquals(
                "'select' names a member twice: [a, b, a]",
                refusal(() -> source(Optional.of(List.of("a", "b", "a")), Map.of())));
        assertEquals(
                "'rename' names a, which 'select' leaves out",
                refusal(() -> source(Optional.of(List.of("b")), Map.of("a", "x"))));
    }

    @Test
    void refusesARecordThatHasAMemberOfTheAnswer() throws JsonRecordException {
        assertEquals(
                Optional.of("the record has a member 'response' already, which the answer would double; rename one of"
                        + " them with output.rename"),
                clash(OutputSection.defaults(), "{\"resp\\u006fnse\":1}"));
        assertEquals(Optional.empty(), clash(OutputSection.defaults(), "{\"answer\":1,\"a\":1,\"a\":2}"));
    }

    @Test
    void takesARecordWithSuchAMemberWhenOneOfThemGetsAnotherName() throws JsonRecordException {
        assertEquals(
                Optional.empty(), clash(source(Optional.empty(), Map.of("response", "teacher")), "{\"response\":1}"));
        assertEquals(Optional.empty(), clash(source(Optional.of(List.of("a")), Map.of()), "{\"response\":1}"));
        assertEquals(Optional.empty(), clash(answer(Map.of(), Optional.empty()), "{\"id\":1,\"answer\":1}"));
        assertTrue(clash(source(Optional.empty(), Map.of("response", "teacher")), "{\"teacher\":1}")
                .isPresent());
    }

    @Test
    void refusesARecordWhoseMemberHasTheNameThatAnotherOneGets() throws JsonRecordException {
        OutputSection section = source(Optional.empty(), Map.of("a", "b"));
        String clash = "the record has a member 'b', a name that output.rename gives to another one";
        assertEquals(Optional.of(clash), clash(section, "{\"b\":1,\"a\":1}"));
        assertEquals(Optional.of(clash), clash(section, "{\"a\":1,\"b\":1}"));
        assertEquals(Optional.empty(), clash(section, "{\"b\":1,\"c\":1}"));
        assertEquals(
                Optional.empty(), clash(source(Optional.empty(), Map.of("a", "b", "b", "a")), "{\"a\":1,\"b\":1}"));
    }
}
