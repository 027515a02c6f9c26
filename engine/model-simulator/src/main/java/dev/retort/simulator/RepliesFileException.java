package dev.retort.simulator;

import java.util.List;

/** A replies file that cannot be used; the message has a line {@code file:line: what is wrong} for each problem. */
public final class RepliesFileException extends Exception {

    private static final long serialVersionUID = 1;

    /** So many problems are told at once. */
    static final int MOST = 20;

    private final transient List<String> problems;

    RepliesFileException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    /** The lines of the message. */
    public List<String> problems() {
        return problems;
    }
}
