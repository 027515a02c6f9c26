package dev.retort.core.config.problem;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects problems while a configuration is read. For one thread. */
public final class ProblemLog {

    /** By all that a user sees of it. The hash of a record would cost some 10 ms at the start of a process. */
    private final Map<String, Problem> problems = new LinkedHashMap<>();

    private final List<Place> hidden = new ArrayList<>();

    /**
     * Adds a problem, unless the same one was found before. A problem with a default stands at the section that leaves the key to it.
     */
    public void add(Problem found) {
        Problem problem = found.place() instanceof Place.OfDefault fallback ? found.at(fallback.owner()) : found;
        problems.putIfAbsent(problem.severity().word() + problem.headline() + '\n' + problem.mend(), problem);
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
        problems.putAll(other.problems);
        hidden.addAll(other.hidden);
    }

    public boolean hasErrors() {
        return errorCount() > 0;
    }

    /** How many errors there are so far. */
    public int errorCount() {
        int errors = 0;
        for (Problem problem : problems.values()) {
            if (problem.isError()) {
                errors++;
            }
        }
        return errors;
    }

    /** What was found so far, sorted. */
    public ProblemReport report() {
        return new ProblemReport(new ArrayList<>(problems.values()), hidden);
    }
}
