package dev.retort.core.config.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemReportTest {

    private static final SourceText FIRST = new SourceText("a.yaml", 0, "one: 1\ntwo: 2\n");
    private static final SourceText SECOND = new SourceText("b.yaml", 1, "three: 3\n");

    private static Place.InFile place(SourceText source, int line, int from, int to) {
        return new Place.InFile(source, line, from, line, to);
    }

    private static ProblemReport report(Problem... problems) {
        return new ProblemReport(List.of(problems), List.of());
    }

    @Test
    void problemsAreSortedByFileAndPositionWithSettingsLast() {
        ProblemReport report = report(
                Problem.error(new Place.InSetting("--set a=", "1", false), "a", "s", ""),
                Problem.error(place(SECOND, 1, 1, 6), "three", "d", ""),
                Problem.error(new Place.OfFile("b.yaml", 1), "", "c", ""),
                Problem.error(place(FIRST, 2, 6, 7), "two", "b2", ""),
                Problem.error(place(FIRST, 2, 1, 4), "two", "b1", ""),
                Problem.error(place(FIRST, 1, 1, 4), "one", "a", ""));
        assertEquals(
                List.of("a", "b1", "b2", "c", "d", "s"),
                report.problems().stream().map(Problem::message).toList());
    }

    @Test
    void theClosingLineCountsAndSaysWhatToTypeNext() {
        Problem error = Problem.error(place(FIRST, 1, 1, 4), "one", "e", "");
        Problem other = Problem.error(place(FIRST, 2, 1, 4), "two", "e", "");
        Problem warning = Problem.warning(place(FIRST, 2, 1, 4), "two", "w", "");
        assertEquals("1 problem; nothing was started. See x", report(error).closing("See x"));
        assertEquals(
                "2 problems and 1 warning; nothing was started.",
                report(error, other, warning).closing(""));
        assertEquals("1 warning", report(warning).closing("See x"));
        assertEquals("", report().closing("See x"));
    }

    @Test
    void colourIsOnlyAddedToTheText() {
        ProblemReport report = report(
                Problem.error(place(FIRST, 2, 6, 7), "two", "message", "mend"),
                Problem.warning(new Place.OfFile("b.yaml", 1), "", "message", "mend"));
        String coloured = report.text(true);
        assertTrue(coloured.contains("\u001B[1;31merror\u001B[0m"), coloured);
        assertTrue(coloured.contains("\u001B[1;33mwarning\u001B[0m"), coloured);
        assertEquals(report.text(false), coloured.replaceAll("\u001B\\[[0-9;]*m", ""));
    }

    @Test
    void aLongListIsCut() {
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            problems.add(Problem.error(new Place.OfFile("f" + i, i), "", "m", ""));
        }
        List<String> lines =
                new ProblemReport(problems, List.of()).text(false).lines().toList();
        assertEquals(51, lines.size());
        assertEquals("f49: error: m", lines.get(49));
        assertEquals("… and 10 more", lines.get(50));
    }

    @Test
    void theSameProblemIsTakenOnce() {
        ProblemLog log = new ProblemLog();
        log.error(place(FIRST, 1, 1, 4), "one", "m", "");
        log.error(place(FIRST, 1, 1, 4), "one", "m", "");
        assertEquals(1, log.report().errorCount());
    }

    @Test
    void machinesGetFields() {
        assertEquals(
                "{severity=error, file=a.yaml, line=2, column=6, end_line=2, end_column=7, key=two, message=m, mend=d}",
                Problem.error(place(FIRST, 2, 6, 7), "two", "m", "d").fields().toString());
        assertEquals(
                "{severity=warning, setting=--set api_key=***, message=m}",
                Problem.warning(new Place.InSetting("--set api_key=", "tiger", true), "", "m", "")
                        .fields()
                        .toString());
        assertEquals(
                "{severity=error, file=b.yaml, message=m}",
                Problem.error(new Place.OfFile("b.yaml", 1), "", "m", "")
                        .fields()
                        .toString());
    }
}
