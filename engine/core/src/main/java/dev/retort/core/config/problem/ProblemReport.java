package dev.retort.core.config.problem;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * All problems of a configuration, sorted by file and position; what the command line set comes last.
 *
 * @param hidden places of secrets, which are shown as {@code ***}
 */
public record ProblemReport(List<Problem> problems, List<Place> hidden) {

    private static final int MOST_SHOWN = 50;

    public ProblemReport {
        List<Problem> sorted = new ArrayList<>();
        for (Problem problem : problems) {
            boolean secret = problem.place() instanceof Place.InSetting && hidden.contains(problem.place());
            sorted.add(secret ? problem.at(((Place.InSetting) problem.place()).withoutValue()) : problem);
        }
        Collections.sort(sorted, ProblemReport::compare);
        problems = Collections.unmodifiableList(sorted);
        hidden = inFiles(hidden);
    }

    /** Without what settings hid: their values are forgotten already. */
    private static List<Place> inFiles(List<Place> hidden) {
        List<Place> places = new ArrayList<>();
        for (Place place : hidden) {
            if (place instanceof Place.InFile) {
                places.add(place);
            }
        }
        return Collections.unmodifiableList(places);
    }

    private static int compare(Problem left, Problem right) {
        int byFile = Integer.compare(order(left.place()), order(right.place()));
        int byLine = byFile != 0 ? byFile : Integer.compare(line(left.place()), line(right.place()));
        return byLine != 0 ? byLine : Integer.compare(column(left.place()), column(right.place()));
    }

    private static int order(Place place) {
        if (place instanceof Place.OfFile of) {
            return of.order();
        }
        return place instanceof Place.InFile in ? in.source().order() : Integer.MAX_VALUE;
    }

    private static int line(Place place) {
        return place instanceof Place.InFile in ? in.line() : 0;
    }

    private static int column(Place place) {
        return place instanceof Place.InFile in ? in.column() : 0;
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

    /** The problems for machines: texts and whole numbers by name, in the order to be written. */
    public List<Map<String, Object>> fields() {
        List<Map<String, Object>> fields = new ArrayList<>();
        for (Problem problem : problems) {
            fields.add(problem.fields());
        }
        return fields;
    }

    /** The problems as they are shown, the first 50 of them, each line ended by a line feed; without the closing line. */
    public String text(boolean colour) {
        ProblemText text = new ProblemText(new SourceMask(hidden), colour);
        for (Problem problem : problems.subList(0, Math.min(MOST_SHOWN, problems.size()))) {
            text.append(problem);
        }
        int more = problems.size() - MOST_SHOWN;
        return more > 0 ? text + "… and " + more + " more\n" : text.toString();
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
