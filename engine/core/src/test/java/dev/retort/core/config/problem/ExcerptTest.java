package dev.retort.core.config.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExcerptTest {

    /** What is shown of the only line of a file, with carets from one column up to another. */
    private static String shown(String line, int from, int to, String mend) {
        return shown("x\n".repeat(8) + line, 9, from, 9, to, mend);
    }

    private static String shown(String text, int line, int from, int endLine, int to, String mend) {
        Place.InFile place = new Place.InFile(new SourceText("a.yaml", 0, text), line, from, endLine, to);
        Problem problem = Problem.error(place, "", "message", mend);
        String shown = new ProblemReport(List.of(problem), List.of()).text(false);
        return shown.substring(shown.indexOf('\n') + 1);
    }

    @Test
    void caretsStandUnderTheWholeValueWithTheMendBehind() {
        assertEquals(
                """
                   9 |   concurrency: "thirty"
                     |                ^^^^^^^^ write a number without quotes, from 1 to 10000
                """,
                shown("  concurrency: \"thirty\"", 16, 24, "write a number without quotes, from 1 to 10000"));
    }

    @Test
    void lineNumbersAreSetFlushRight() {
        String text = "a\n".repeat(99_999) + "b";
        assertEquals("   1 | a\n     | ^\n", shown(text, 1, 1, 1, 2, ""));
        assertEquals("  10 | a\n     | ^\n", shown(text, 10, 1, 10, 2, ""));
        assertEquals("9999 | a\n     | ^\n", shown(text, 9999, 1, 9999, 2, ""));
        assertEquals("100000 | b\n       | ^ m\n", shown(text, 100_000, 1, 100_000, 2, "m"));
    }

    @Test
    void tabsAreSpread() {
        assertEquals("   9 | a:  b   c\n     |         ^\n", shown("a:\tb\tc", 6, 7, ""));
    }

    @Test
    void wideCharactersTakeTwoColumns() {
        assertEquals("   9 | 名: 中文 x\n     |          ^\n", shown("名: 中文 x", 7, 8, ""));
        assertEquals("   9 | a: 中文\n     |    ^^^^ m\n", shown("a: 中文", 4, 6, "m"));
        assertEquals("   9 | a: 😀 b\n     |       ^\n", shown("a: 😀 b", 6, 7, ""));
        assertEquals("   9 | e\u0301: b\n     |    ^\n", shown("e\u0301: b", 5, 6, ""));
    }

    @Test
    void whatWouldPlayTricksOnATerminalIsReplaced() {
        assertEquals("   9 | a: \uFFFD[31m \uFFFDb\n     |         ^\n", shown("a: \u001B[31m \u202Eb", 9, 10, ""));
    }

    @Test
    void aLongLineIsCutAroundTheValue() {
        String line = "a".repeat(80) + "BAD" + "c".repeat(80);
        String shown = shown(line, 81, 84, "m");
        List<String> lines = shown.lines().toList();
        assertEquals("   9 | …" + "a".repeat(30) + "BAD" + "c".repeat(58) + "…", lines.get(0));
        assertEquals("     | " + " ".repeat(31) + "^^^ m", lines.get(1));
        assertEquals(100, lines.get(0).length());
        assertEquals("   9 | BAD" + "c".repeat(89) + "…\n     | ^^^\n", shown("BAD" + "c".repeat(200), 1, 4, ""));
        assertEquals(
                "   9 | …" + "c".repeat(89) + "BAD\n     | " + " ".repeat(90) + "^^^\n",
                shown("c".repeat(200) + "BAD", 201, 204, ""));
        assertEquals(
                "   9 | " + "B".repeat(92) + "…\n     | " + "^".repeat(93) + "\n", shown("B".repeat(300), 1, 301, ""));
    }

    @Test
    void aVeryLongLineOfWideCharactersIsCutToo() {
        String shown = shown("中".repeat(300_000) + "x" + "文".repeat(300_000), 300_001, 300_002, "");
        List<String> lines = shown.lines().toList();
        int caret = lines.get(1).indexOf('^');
        int column = 7;
        int i = 7;
        while (column < caret) {
            column += Columns.width(lines.get(0).charAt(i++));
        }
        assertEquals('x', lines.get(0).charAt(i));
        assertTrue(lines.get(0).length() < 70, lines.get(0));
    }

    @Test
    void aMendThatDoesNotFitStandsBelowAndIsBrokenBetweenWords() {
        String mend = "write a number without quotes and so on, ".repeat(4) + "x".repeat(120);
        assertEquals(
                "   9 | " + "a".repeat(80) + "b\n"
                        + "     | " + " ".repeat(80) + "^\n"
                        + "     | write a number without quotes and so on, write a number without quotes and so on, write a\n"
                        + "     | number without quotes and so on, write a number without quotes and so on,\n"
                        + "     | " + "x".repeat(120) + "\n",
                shown("a".repeat(80) + "b", 81, 82, mend));
    }

    @Test
    void aValueOfManyLinesIsMarkedOnItsFirst() {
        assertEquals("   1 | a: |\n     |    ^\n", shown("a: |\n  b\n  c\n", 1, 4, 4, 1, ""));
    }

    @Test
    void aPlaceBehindTheEndOfALineHasOneCaret() {
        assertEquals("   9 | a:\n     |   ^ m\n", shown("a:", 3, 3, "m"));
        assertEquals("   9 | a:\n     |   ^ m\n", shown("a:", 30, 31, "m"));
    }

    @Test
    void anEmptyLineIsNotShown() {
        assertEquals("     | m\n", shown("a\n\n", 2, 1, 2, 1, "m"));
    }
}
