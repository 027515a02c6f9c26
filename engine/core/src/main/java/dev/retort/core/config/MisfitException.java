package dev.retort.core.config;

/** A value that the record itself brings does not fit its component. */
final class MisfitException extends RuntimeException {

    private final String problem;

    MisfitException(String problem) {
        super(problem, null, false, false);
        this.problem = problem;
    }

    String problem() {
        return problem;
    }
}
