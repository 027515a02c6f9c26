package dev.retort.plugins.distillation.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.retort.plugins.distillation.result.OutputSection.Detail;
import dev.retort.plugins.distillation.result.OutputSection.Reasoning;
import dev.retort.plugins.distillation.result.OutputSection.Shape;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class OutputSectionTest {

    private static OutputSection source(Optional<List<String>> select, Map<String, String> rename) {
        return new OutputSection(Shape.SOURCE, Reasoning.KEEP, select, rename, Optional.empty());
    }

    private static OutputSection answer(Map<String, String> rename, Optional<Detail> detail) {
        return new OutputSection(Shape.ANSWER, Reasoning.KEEP, Optional.empty(), rename, detail);
    }

    private static String refusal(Executable make) {
        return assertThrows(IllegalArgumentException.class, make).getMessage();
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
    void reservesTheNamesThatTheAnswerHas() {
        assertEquals(
                List.of("response", "final_messages", "generation"),
                OutputSection.defaults().reserved());
        assertEquals(
                List.of("teacher", "final_messages", "generation"),
                source(Optional.empty(), Map.of("response", "teacher")).reserved());
        assertEquals(List.of(), answer(Map.of(), Optional.empty()).reserved());
    }

    @Test
    void reservesNothingThatTheOutputDoesNotHaveOfTheRecord() {
        assertEquals(
                List.of("response"),
                source(Optional.of(List.of("a", "response")), Map.of()).reserved());
        assertEquals(
                List.of("final_messages", "generation", "old"),
                source(Optional.empty(), Map.of("response", "teacher", "teacher", "old"))
                        .reserved());
    }

    @Test
    void reservesTheNameThatAnotherMemberOfTheRecordGets() {
        assertEquals(
                List.of("response", "final_messages", "generation", "b"),
                source(Optional.empty(), Map.of("a", "b")).reserved());
        assertEquals(
                List.of("response", "final_messages", "generation"),
                source(Optional.empty(), Map.of("a", "b", "b", "a")).reserved());
    }
}
