package dev.retort.core.config.problem;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects problems while a configuration is read. For one thread. */
public final class ProblemLog {

    private final Set<Problem> problems = new LinkedHashSet<>();
    private final List<Place> hidden = new ArrayList<>();

    /** Adds a problem, unless the same one was found before. */
    public void add(Problem problem) {
        problems.add(problem);
    }

    public void error(Place place, String key, String message, String mend) {
        add(Problem.error(place, key, message, mend));
    }

    public void warn(Place place, String key, String message, String mend) {
        add(Problem.warning(place, key, message, mend));
    }

    /** Keeps what stands at a place from ever being shown: it is a secret. */
    public void hide(Place place) {
        hidden.add(place);
    }

    /** Takes over what another log has. */
    public void addAll(ProblemLog other) {
        problems.addAll(other.problems);
        hidden.addAll(other.hidden);
    }

    public boolean hasErrors() {
        return errorCount() > 0;
    }

    /** How many errors there are so far. */
    public int errorCount() {
        int errors = 0;
        for (Problem problem : problems) {
            if (problem.isError()) {
                errors++;
            }
        }
        return errors;
    }

    /** What was found so far, sorted. */
    public ProblemReport report() {
        return new ProblemReport(new ArrayList<>(problems), hidden);
    }
}
