package dev.retort.plugins.distillation.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.retort.jsonl.JsonBytes;
import dev.retort.plugins.distillation.result.Answers;
import dev.retort.plugins.distillation.result.Rejection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FiltersTest {

    private static final FilterSection NOTHING = section(Optional.empty(), Optional.empty());

    private static FilterSection section(Optional<String> matches, Optional<String> notMatches) {
        return new FilterSection(
                List.of(),
                Optional.empty(),
                Optional.empty(),
                matches,
                notMatches,
                false,
                Optional.empty(),
                Optional.empty());
    }

    private static FilterSection length(int min, int max) {
        return new FilterSection(
                List.of(),
                Optional.of(min),
                Optional.of(max),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty());
    }

    private static FilterSection language(Optional<String> code, Optional<String> member) {
        return new FilterSection(
                List.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false, code, member);
    }

    private static Optional<Rejection> check(FilterSection section, String record, String message) {
        return Filters.of(section).check(Answers.answered(record, Answers.reply(Answers.choice(0, message))));
    }

    private static String check(FilterSection section, String text) {
        String quoted = new JsonBytes().string(text).toString();
        return check(section, "{}", "\"content\":" + quoted)
                .map(rejection -> rejection.type() + ": " + rejection.message())
                .orElse("");
    }

    @Test
    void letsEverythingThroughWhenNothingIsAskedFor() {
        assertEquals("", check(NOTHING, ""));
        assertEquals(Optional.empty(), check(NOTHING, "{}", "\"content\":null"));
    }

    @Test
    void looksAtHowTheAnswerEnded() {
        FilterSection section = new FilterSection(
                List.of("length", "eos"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty());
        assertEquals("finish_reason: expected length or eos, found stop", check(section, "a"));
        String noReason = "{\"choices\":[{\"message\":{\"content\":\"a\"},\"finish_reason\":null}]}";
        assertEquals(
                Optional.of(new Rejection("finish_reason", "expected length or eos, found none")),
                Filters.of(section).check(Answers.answered("{}", noReason)));
    }

    @Test
    void countsCharactersAndNotTheirParts() {
        assertEquals("", check(length(2, 3), "😀é"));
        assertEquals("too_short: expected at least 2 characters, found 1", check(length(2, 3), "😀"));
        assertEquals("too_long: expected at most 3 characters, found 4", check(length(2, 3), "aaaa"));
    }

    @Test
    void leavesReasoningOutOfAccount() {
        assertEquals(
                "too_short: expected at least 2 characters, found 1", check(length(2, 3), "<think>aaa</think>\na"));
        assertEquals("", check(section(Optional.of("^b$"), Optional.of("a")), "\n<think>a</think>\n\nb"));
    }

    @Test
    void readsContentInParts() {
        assertEquals(
                Optional.of(new Rejection("too_long", "expected at most 3 characters, found 4")),
                check(
                        length(1, 3),
                        "{}",
                        "\"content\":[{\"type\":\"text\",\"text\":\"ab\"},{\"type\":\"x\"},{\"text\":\"cd\"}]"));
    }

    @Test
    void looksForAPatternAnywhereInTheAnswer() {
        assertEquals("", check(section(Optional.of("b+"), Optional.empty()), "abba"));
        assertEquals(
                "no_match: 'matches' is not found: ^b", check(section(Optional.of("^b"), Optional.empty()), "abba"));
        assertEquals("match: 'not_matches' is found: bb", check(section(Optional.empty(), Optional.of("bb")), "abba"));
    }

    @Test
    void givesUpAPatternThatTriesForever() {
        String text = "a".repeat(200) + "!";
        String told = assertTimeout(
                Duration.ofSeconds(20), () -> check(section(Optional.of("^(a+)+\\1b$"), Optional.empty()), text));
        assertEquals(
                "pattern_too_costly: the regular expression takes too many steps on these 201 characters: ^(a+)+\\1b$",
                told);
    }

    @Test
    void survivesAPatternThatIsTooDeepForTheStack() {
        String text = "ab".repeat(200_000);
        assertEquals(
                "pattern_too_costly: the regular expression takes too many steps on these 400,000 characters: ^(a|b)*$",
                check(section(Optional.of("^(a|b)*$"), Optional.empty()), text));
    }

    @Test
    void wantsJsonAndNothingElse() {
        FilterSection section = new FilterSection(
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                true,
                Optional.empty(),
                Optional.empty());
        for (String json : List.of("{}", " [1, {\"a\":null}]\n", "\"x\"", "1.5e3", "true")) {
            assertEquals("", check(section, json), json);
        }
        for (String other : List.of("", "{", "1,\"a\":2", "{} {}", "```json\n{}\n```", "{}}", "nul")) {
            assertEquals("not_json: the answer as a whole is no JSON: " + other, check(section, other), other);
        }
    }

    @Test
    void wantsTheLanguageThatIsSet() {
        assertEquals(
                "wrong_language: expected en, found de",
                check(language(Optional.of("en"), Optional.empty()), LanguagesTest.GERMAN));
        assertEquals("", check(language(Optional.of("en"), Optional.empty()), LanguagesTest.ENGLISH));
    }

    @Test
    void wantsTheLanguageThatTheRecordNames() {
        FilterSection section = language(Optional.empty(), Optional.of("lang"));
        String english = "\"content\":\"" + LanguagesTest.ENGLISH + "\"";
        assertEquals(
                Optional.of(new Rejection("wrong_language", "expected de-AT, found en")),
                check(section, "{\"lang\":\"de-AT\"}", english));
        for (String record : List.of("{\"lang\":\"EN\"}", "{}", "{\"lang\":7}", "{\"lang\":\"tlh\"}")) {
            assertEquals(Optional.empty(), check(section, record, english), record);
        }
    }
}
