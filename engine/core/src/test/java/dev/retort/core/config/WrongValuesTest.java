package dev.retort.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.retort.core.config.problem.Place;
import dev.retort.core.config.problem.Problem;
import dev.retort.core.config.problem.ProblemReport;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WrongValuesTest {

    private static final String HEAD = "task_name: t\ntask_type: data_distillation\n";

    /** The line, what its value must be and was, and the mend; all at the value. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "flag: yes | 'flag' must be true or false, found the text \"yes\" | write true",
                "flag: Off | 'flag' must be true or false, found the text \"Off\" | write false",
                "flag: \"true\" | 'flag' must be true or false, found the text \"true\" | remove the quotes",
                "flag: 1 | 'flag' must be true or false, found the number 1 | write true",
                "flag: maybe | 'flag' must be true or false, found the text \"maybe\" | write true or false, without quotes",
                "few: \"3\" | 'few' must be a whole number, found the text \"3\" | remove the quotes",
                "few: 1e1 | 'few' must be a whole number, found the number 1e1 | write 10",
                "few: 4.0 | 'few' must be a whole number, found the number 4.0 | write 4",
                "few: 3.5 | 'few' must be a whole number, found the number 3.5 | write a number without a fraction, from 1 to 10",
                "few: 1_000 | 'few' must be a whole number, found the text \"1_000\" | write 1000",
                "few: 1,000 | 'few' must be a whole number, found the text \"1,000\" | write 1000",
                "few: ten | 'few' must be a whole number, found the text \"ten\" | write a number, from 1 to 10",
                "few: \"ten\" | 'few' must be a whole number, found the text \"ten\" | write a number without quotes, from 1 to 10",
                "few: true | 'few' must be a whole number, found true | write a number, from 1 to 10",
                "few: 11 | 'few' must be from 1 to 10, found 11 | ",
                "few: 0 | 'few' must be from 1 to 10, found 0 | ",
                "few: [1] | 'few' must be a whole number, found a list | write a single value",
                "few: {a: 1} | 'few' must be a whole number, found a section | write a single value, not keys",
                "whole: 3000000000 | 'whole' must be from -2147483648 to 2147483647, found 3000000000 | ",
                "large: 9223372036854775808 | 'large' must be from -9223372036854775808 to 9223372036854775807, found 9223372036854775808 | ",
                "large: 1e999999999 | 'large' must be a whole number, found the number 1e999999999 | write a number without a fraction",
                "large: 1e-999999999 | 'large' must be a whole number, found the number 1e-999999999 | write a number without a fraction",
                "ratio: \"0.6\" | 'ratio' must be a number, found the text \"0.6\" | remove the quotes",
                "ratio: high | 'ratio' must be a number, found the text \"high\" | write a number, from 0 to 2",
                "ratio: 2.5 | 'ratio' must be from 0 to 2, found 2.5 | ",
                "ratio: .inf | 'ratio' must be a finite number, found .inf | ",
                "ratio: .nan | 'ratio' must be a finite number, found .nan | ",
                "ratio: 1e400 | 'ratio' must be a finite number, found 1e400 | ",
                "text: 30 | 'text' must be text, found the number 30 | put it into quotes: \"30\"",
                "text: true | 'text' must be text, found true | put it into quotes: \"true\"",
                "text: [a, b] | 'text' must be text, found a list | write a single value",
                "reasoning: kepe | 'reasoning' must be 'keep' or 'drop', found the text \"kepe\" | did you mean 'keep'?",
                "reasoning: other | 'reasoning' must be 'keep' or 'drop', found the text \"other\" | ",
                "level: very-high | 'level' must be 'low' or 'very_high', found the text \"very-high\" | did you mean 'very_high'?",
                "level: LOW | 'level' must be 'low' or 'very_high', found the text \"LOW\" | did you mean 'low'?",
                "path: \"\" | 'path' is empty; it must be a path | ",
                "path: ~/x | 'path' begins with ~, which only a shell replaces | write ${env:HOME}/x",
                "path: 30 | 'path' must be a path, found the number 30 | put it into quotes: \"30\"",
                "address: \"http://a b\" | 'address' is not a URI: illegal character in authority at character 8 | ",
                "address: \"\" | 'address' is empty | ",
                "timeout: 30 | 'timeout' needs a unit, found the number 30 | write 30s for seconds, or use ms, m, h, d",
                "timeout: 30sec | 'timeout' must be a duration, found the text \"30sec\" | write it like 250ms, 30s, 1m30s or 2h",
                "timeout: 30s1m | 'timeout' must be a duration, found the text \"30s1m\" | write it like 250ms, 30s, 1m30s or 2h",
                "timeout: 2h | 'timeout' must be from 1s to 1h, found 2h | ",
                "timeout: 100ms | 'timeout' must be from 1s to 1h, found 100ms | ",
                "pause_secs: 1.5s | 'pause_secs' must be a number of seconds, found the text \"1.5s\" | write 1.5",
                "pause_secs: soon | 'pause_secs' must be a number of seconds, found the text \"soon\" | write a number",
                "pause_secs: \"2\" | 'pause_secs' must be a number of seconds, found the text \"2\" | remove the quotes",
                "pause_secs: 0.1 | 'pause_secs' must be at least 0.5, found 0.1 | ",
                "pause_secs: 1e99 | 'pause_secs' is longer than 290 years | ",
                "numbers: 3 | 'numbers' must be a list, found the number 3 | write [3]",
                "numbers: [] | 'numbers' must have at least 1 item, found 0 | ",
                "numbers: [1, 2, 3, 4] | 'numbers' must have at most 3 items, found 4 | ",
                "prices: [a] | 'prices' must be a section, found a list | write 'name: value' lines below it, indented",
                "item: 3 | 'item' must be a section, found the number 3 | write its keys below it, indented: name: …",
                "item: [a] | 'item' must be a section, found a list | write its keys below it, indented: name: …",
            })
    void areReportedAtTheValue(String line, String message, String mend) {
        List<Problem> problems = report(line).problems();
        assertEquals(1, problems.size());
        Problem problem = problems.get(0);
        int colon = line.indexOf(": ") + 2;
        assertEquals("task.yaml:3:" + (colon + 1) + ": error: " + message, problem.headline());
        assertEquals(mend == null ? "" : mend, problem.mend());
        assertEquals(line.length() + 1, ((Place.InFile) problem.place()).endColumn());
    }

    private static ProblemReport report(String lines) {
        return new Workspace()
                .file("data/in.jsonl", "")
                .task(HEAD + lines + "\n")
                .bind(Everything.class)
                .problems();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "flag: True",
                "few: 0x0A",
                "few: +3",
                "whole: -2147483648",
                "large: 9223372036854775807",
                "ratio: 1",
                "ratio: 1.5e0",
                "text: \"\"",
                "text: 2024-01-01",
                "text: 1.2.3",
                "text: !!str 30",
                "path: a b/ü.txt",
                "address: simulated",
                "timeout: 1h",
                "timeout: 1m30s",
                "timeout: 1.5s",
                "timeout: \"30s\"",
                "pause_secs: 2",
                "level: very_high",
                "numbers: [1]",
                "prices: {}",
                "items: []",
                "item: {}",
                "item:",
                "text: null",
                "few: ~",
                "input: data/in.jsonl",
                "anything: {a: [1, null, {b: x}], c: null}",
            })
    void rightOnesAreNot(String line) {
        assertEquals("", report(line).text(false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "1m30s | 90000",
                "250ms | 250",
                "1.5h | 5400000",
                "1d | 86400000",
                "1d2h3m4s5ms | 93784005",
                "0s | 0",
            })
    void durationsAreReadWithTheirUnits(String text, long millis) {
        assertEquals(Optional.of(millis), Optional.ofNullable(Spans.parse(text)).map(java.time.Duration::toMillis));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "s",
                "1",
                "1s1s",
                "1ms1s",
                "-1s",
                "1 s",
                "1e3s",
                "1.2.3s",
                "1S",
                "99999999999999999999d",
                "1s2"
            })
    void otherTextsAreNoDurations(String text) {
        assertEquals(Optional.empty(), Optional.ofNullable(Spans.parse(text)));
    }
}
