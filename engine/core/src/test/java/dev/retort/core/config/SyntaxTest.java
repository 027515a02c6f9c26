package dev.retort.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SyntaxTest {

    private static String problems(String yaml) {
        return new Workspace().task(yaml).compose().problems().text(false);
    }

    private static String first(String yaml) {
        return problems(yaml).lines().findFirst().orElse("");
    }

    @Test
    void anEmptyFileIsSaidToBeSo() {
        String expected = "task.yaml: error: the file is empty\n"
                + "     | java -jar engine.jar describe <task_type> shows what a file looks like\n";
        assertEquals(expected, problems(""));
        assertEquals(expected, problems("# nothing\n"));
        assertEquals(expected, problems("---\n"));
        assertEquals(expected, problems("null\n"));
    }

    @Test
    void aFileHoldsKeysAndValues() {
        assertEquals(
                """
                task.yaml:1:1: error: expected lines 'key: value', found a list
                   1 | [a]
                     | ^^^
                """,
                problems("[a]\n"));
        assertEquals(
                """
                task.yaml:1:1: error: expected lines 'key: value', found the text "text:a"
                   1 | text:a
                     | ^^^^^^ put a blank behind the ':'
                """,
                problems("text:a\n"));
    }

    @Test
    void aTabCannotIndent() {
        assertEquals(
                """
                task.yaml:2:1: error: a tab cannot indent a line of YAML
                   2 |     text: a
                     | ^^^^ indent with spaces
                """,
                problems("item:\n\ttext: a\n"));
    }

    @Test
    void aQuoteIsClosed() {
        assertEquals(
                """
                task.yaml:1:7: error: the text that begins here has no closing quote
                   1 | text: "abc
                     |       ^ close the quote
                """,
                problems("text: \"abc\nflag: true\n"));
        assertEquals(
                """
                task.yaml:1:11: error: something stands behind the closing quote
                   1 | text: 'it's'
                     |           ^
                     | write a quote within the text twice in single quotes (''), or as \\" in double quotes
                """,
                problems("text: 'it's'\n"));
    }

    @Test
    void aBackslashBeginsAnEscape() {
        assertEquals(
                """
                task.yaml:1:10: error: a backslash in double quotes begins an escape, and this is none
                   1 | text: "C:\\data"
                     |          ^^ write \\\\ for a backslash, or use single quotes
                """,
                problems("text: \"C:\\data\"\n"));
    }

    @Test
    void bracketsAndBracesAreClosed() {
        assertEquals(
                """
                task.yaml:1:10: error: the list that begins here is not closed properly
                   1 | numbers: [1, 2
                     |          ^ check for ',' and ']'
                """,
                problems("numbers: [1, 2\nflag: true\n"));
        assertEquals(
                """
                task.yaml:1:9: error: the mapping that begins here is not closed properly
                   1 | prices: {a: 1
                     |         ^ check for ',' and '}'
                """,
                problems("prices: {a: 1\nflag: true\n"));
        assertEquals("task.yaml:2:1: error: the file ends in the middle of a value", first("text: [\n"));
        assertEquals(
                """
                task.yaml:1:15: error: a reference within brackets or braces needs quotes
                   1 | anything: [a, ${date}]
                     |               ^^^^^^^
                     | put it into quotes; where a number is meant, write one value a line instead
                """,
                problems("anything: [a, ${date}]\n"));
    }

    @Test
    void aColonInATextNeedsQuotes() {
        assertEquals(
                """
                task.yaml:1:7: error: a text without quotes cannot contain ': '
                   1 | text: note: this # remark
                     |       ^^^^^^^^^^ put it into quotes: "note: this"
                """,
                problems("text: note: this # remark\n"));
    }

    @Test
    void aLineWithoutAColonIsFound() {
        assertEquals(
                """
                task.yaml:2:3: error: this line is not of the form 'key: value'
                   2 |   input_path
                     |   ^^^^^^^^^^ is a ':' missing?
                """,
                problems("a:\n  input_path\n\n  # remark\n  output_path: b\n"));
    }

    @Test
    void keysOfOneSectionStandInOneColumn() {
        assertEquals(
                """
                task.yaml:3:4: error: this key is indented deeper than the one above, as if it belonged to its value
                   3 |    count: 3
                     |    ^^^^^ indent the keys of one section alike
                """,
                problems("item:\n  name: a\n   count: 3\n"));
        String alike = "this does not fit the lines above";
        assertEquals("task.yaml:3:2: error: " + alike, first("item:\n  name: a\n count: 3\n"));
        assertEquals("task.yaml:2:1: error: " + alike, first(" task_name: t\ntext: a\n"));
        assertEquals("task.yaml:2:1: error: " + alike, first("- a\ntext: b\n"));
    }

    @Test
    void aListBeginsOnALineOfItsOwn() {
        assertEquals(
                """
                task.yaml:1:7: error: a list cannot begin on the line of its key
                   1 | text: - a
                     |       ^ begin it on the next line, or write [a, b]
                """,
                problems("text: - a\n"));
    }

    @Test
    void someCharactersNeedQuotes() {
        for (String text : new String[] {"@a", "`a`", "%a"}) {
            assertEquals(
                    "task.yaml:1:7: error: a value cannot begin with this character", first("text: " + text + "\n"));
        }
        assertEquals(
                """
                task.yaml:1:8: error: the character U+0007 may not stand in YAML
                   1 | text: a\uFFFDb
                     |        ^ delete it, or write it as an escape in double quotes
                """,
                problems("text: a\u0007b\n"));
    }

    @Test
    void anchorsAreDefinedAboveTheirAliases() {
        assertEquals(
                """
                task.yaml:1:7: error: there is no anchor '&a' above this alias
                   1 | text: *a
                     |       ^^ put the text into quotes if a text beginning with * is meant
                """,
                problems("text: *a\n"));
        assertEquals(
                "task.yaml:1:16: error: the alias '*p' stands inside the value that it refers to",
                first("prices: &p {x: *p}\n"));
    }

    @Test
    void onlyTheTagsOfTheCoreSchemaAreKnown() {
        assertEquals(
                """
                task.yaml:1:12: error: the tag '!foo' has no meaning here
                   1 | task_name: !foo a
                     |            ^^^^ delete the tag
                task.yaml:2:8: error: the tag '!!set' has no meaning here
                   2 | items: !!set [a]
                     |        ^^^^^ delete the tag
                """,
                problems("task_name: !foo a\nitems: !!set [a]\ntask_type: merge_results\n"));
    }

    @Test
    void aFileHoldsOneDocument() {
        assertEquals(
                """
                task.yaml:3:1: error: a second document begins here; one file holds one
                   3 | ---
                     | ^^^ put it into a file of its own
                """,
                problems("task_name: a\ntask_type: merge_results\n---\nb: 1\n"));
    }

    @Test
    void aKeyIsThereOnce() {
        assertEquals(
                """
                task.yaml:3:1: error: duplicate key 'task_name'; it stands already on line 1
                   3 | task_name: b
                     | ^^^^^^^^^ delete one of the two
                """,
                problems("task_name: a\ntask_type: merge_results\ntask_name: b\n"));
    }

    @Test
    void aKeyIsAText() {
        assertEquals(
                """
                task.yaml:3:5: error: a key must be a text, found a mapping
                   3 | x: {{ x }}
                     |     ^^^^^ put the text into quotes if braces or brackets are part of it
                """,
                problems("task_name: t\ntask_type: merge_results\nx: {{ x }}\n"));
    }

    @Test
    void mergeKeysAreRefused() {
        assertEquals(
                """
                task.yaml:5:3: error: the merge key '<<' is not part of YAML 1.2
                   5 |   <<: *b
                     |   ^^ use 'extends: other.yaml', or repeat the keys
                """,
                problems("task_name: a\ntask_type: merge_results\nbase: &b {a: 1}\nx:\n  <<: *b\n"));
    }

    @Test
    void lineEndsOfAllSystemsCountAlike() {
        for (String end : new String[] {"\n", "\r\n", "\r"}) {
            String yaml = "\uFEFF# é" + end + "task_name: t" + end + "task_type: foo" + end;
            assertEquals("task.yaml:3:12: error: unknown task type \"foo\"", first(yaml));
        }
    }

    @Test
    void aSecretIsNotShownAfterABrokenLine() {
        assertEquals(
                """
                task.yaml:1:10: error: a text without quotes cannot contain ': '
                   1 | api_key: ***
                     |          ^^^ put it into quotes
                """,
                problems("api_key: hunter2: hunter2\n"));
    }

    @Test
    void nestingAndSizeHaveLimits() {
        assertEquals(
                "task.yaml:1:53: error: nested more than 50 levels deep",
                first("a: " + "[".repeat(60) + "]".repeat(60)));
        assertEquals("task.yaml:1:53: error: nested more than 50 levels deep", first("a: " + "[".repeat(500_000)));
        assertEquals("task.yaml:1:101: error: nested more than 50 levels deep", first("- ".repeat(100_000)));
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 10; i++) {
            bomb.append("a").append(i).append(": &a").append(i).append(" [");
            bomb.append("*a".concat(Integer.toString(i - 1)).concat(", ").repeat(10))
                    .append("]\n");
        }
        assertEquals(
                "task.yaml:5:5: error: more than 100,000 values, aliases counted each time", first(bomb.toString()));
    }
}
