package dev.retort.cli;

import dev.retort.core.config.problem.Problem;
import dev.retort.core.config.problem.ProblemReport;
import dev.retort.core.json.JsonText;

/** Prints the problems of a configuration: for people on standard error, or for machines on standard output. */
final class ProblemLines {

    private final Console console;
    private final boolean json;

    ProblemLines(Console console, boolean json) {
        this.console = console;
        this.json = json;
    }

    /**
     * Prints all of them.
     *
     * @param nextCommand what helps on when there are errors
     */
    void print(ProblemReport problems, String nextCommand) {
        if (json) {
            JsonText text = new JsonText();
            for (Problem problem : problems.problems()) {
                console.print(text.line(problem.fields()));
            }
            return;
        }
        console.tellText(problems.text(console.colour()));
        if (problems.hasErrors()) {
            console.tell(problems.closing(nextCommand));
        }
    }
}
