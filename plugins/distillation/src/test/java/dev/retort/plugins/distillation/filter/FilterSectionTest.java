package dev.retort.plugins.distillation.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FilterSectionTest {

    private static String refusal(
            Optional<Integer> min,
            Optional<Integer> max,
            Optional<String> matches,
            Optional<String> language,
            Optional<String> member) {
        return assertThrows(
                        IllegalArgumentException.class,
                        () -> new FilterSection(
                                List.of(), min, max, matches, Optional.empty(), false, language, member))
                .getMessage();
    }

    @Test
    void refusesARangeWithNothingInIt() {
        assertEquals(
                "'min_chars' is 5, more than 'max_chars', which is 4",
                refusal(Optional.of(5), Optional.of(4), Optional.empty(), Optional.empty(), Optional.empty()));
    }

    @Test
    void refusesWhatIsNoRegularExpressionAndSaysWhere() {
        assertEquals(
                "'matches' is no regular expression: Unclosed group at character 3 of (a",
                refusal(Optional.empty(), Optional.empty(), Optional.of("(a"), Optional.empty(), Optional.empty()));
    }

    @Test
    void refusesALanguageThatItCannotTell() {
        String refusal =
                refusal(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of("xx"), Optional.empty());
        assertTrue(
                refusal.startsWith("'language: xx' cannot be told; these can: ar, bg, bn, cs, da, de, el, en,"),
                refusal);
        assertTrue(refusal.endsWith(" vi, zh"), refusal);
    }

    @Test
    void refusesTwoWaysToSayTheLanguage() {
        assertEquals(
                "'language' and 'language_member' exclude each other; keep one of them",
                refusal(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of("en"), Optional.of("lang")));
    }
}
