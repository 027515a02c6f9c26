package dev.retort.core.config.problem;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * All problems of a configuration, sorted by file and position; what the command line set comes last.
 *
 * @param hidden stretches of files that are shown as {@code ***}
 */
public record ProblemReport(List<Problem> problems, List<Place.InFile> hidden) {

    public ProblemReport {
        List<Problem> sorted = new ArrayList<>(problems);
        Collections.sort(sorted, ProblemReport::compare);
        problems = Collections.unmodifiableList(sorted);
        hidden = List.copyOf(hidden);
    }

    private static int compare(Problem left, Problem right) {
        if (left.place() instanceof Place.InFile a && right.place() instanceof Place.InFile b) {
            int byFile = Integer.compare(a.source().order(), b.source().order());
            int byLine = byFile != 0 ? byFile : Integer.compare(a.line(), b.line());
            return byLine != 0 ? byLine : Integer.compare(a.column(), b.column());
        }
        return Integer.compare(rank(left.place()), rank(right.place()));
    }

    private static int rank(Place place) {
        if (place instanceof Place.OfFile) {
            return 0;
        }
        return place instanceof Place.InFile ? 1 : 2;
    }

    public boolean isEmpty() {
        return problems.isEmpty();
    }

    /** Whether something must be mended before a run can start. */
    public boolean hasErrors() {
        return errorCount() > 0;
    }

    public int errorCount() {
        int errors = 0;
        for (Problem problem : problems) {
            if (problem.isError()) {
                errors++;
            }
        }
        return errors;
    }

    /** The problems as they are shown, each line ended by a line feed; without the closing line. */
    public String text(boolean colour) {
        ProblemText text = new ProblemText(new SourceMask(hidden), colour);
        for (Problem problem : problems) {
            text.append(problem);
        }
        return text.toString();
    }

    /**
     * The last line, without a line feed: {@code 3 problems; nothing was started. Keys and examples: java -jar engine.jar describe
     * data_distillation}. Empty when there is no problem.
     *
     * @param nextCommand the command that helps on, with its lead: {@code Keys and examples: …}; may be empty
     */
    public String closing(String nextCommand) {
        if (problems.isEmpty()) {
            return "";
        }
        int errors = errorCount();
        int warnings = problems.size() - errors;
        String counts = errors == 0
                ? Texts.counted(warnings, "warning")
                : Texts.counted(errors, "problem")
                        + (warnings == 0 ? "" : " and " + Texts.counted(warnings, "warning"));
        if (errors == 0) {
            return counts;
        }
        return counts + "; nothing was started." + (nextCommand.isEmpty() ? "" : " " + nextCommand);
    }
}
