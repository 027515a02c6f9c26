package dev.retort.core.config;

import dev.retort.core.config.problem.Problem;
import dev.retort.core.config.problem.ProblemLog;
import dev.retort.spi.Problems;

/** Puts what a task type finds wrong to the place where the key stands. */
final class KeyProblems implements Problems {

    private final ProblemLog log;
    private final KeyPlaces places;

    KeyProblems(ProblemLog log, KeyPlaces places) {
        this.log = log;
        this.places = places;
    }

    @Override
    public void error(String key, String message, String mend) {
        log.add(Problem.error(places.of(key), key, message, mend));
    }

    @Override
    public void warn(String key, String message, String mend) {
        log.add(Problem.warning(places.of(key), key, message, mend));
    }
}
