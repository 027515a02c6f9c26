package dev.retort.core.config.yaml;

import dev.retort.core.config.problem.Place;
import dev.retort.core.config.problem.Problem;
import dev.retort.core.config.problem.SourceText;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Says in plain words what SnakeYAML Engine found wrong with the syntax. */
final class SyntaxProblems {

    private final SourceText source;

    SyntaxProblems(SourceText source) {
        this.source = source;
    }

    Problem of(YamlEngineException e) {
        if (e instanceof MarkedYamlEngineException marked) {
            Mark problem = marked.getProblemMark().orElse(null);
            Mark context = marked.getContextMark().orElse(null);
            return of(text(marked.getContext()), place(context), text(marked.getProblem()), place(problem));
        }
        return Problem.error(new Place.OfFile(source.name()), "", "not valid YAML: " + e.getMessage(), "");
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private Place place(@Nullable Mark mark) {
        if (mark == null) {
            return new Place.OfFile(source.name());
        }
        int line = mark.getLine() + 1;
        int column = mark.getColumn() + 1;
        return new Place.InFile(source, line, column, line, column + 1);
    }

    private Problem of(String context, Place start, String problem, Place here) {
        if (problem.contains("TAB")) {
            return Problem.error(here, "", "a tab cannot indent a line of YAML", "indent with spaces");
        }
        if (context.contains("quoted scalar") && problem.contains("unexpected")) {
            return Problem.error(start, "", "the text that begins here has no closing quote", "close the quote");
        }
        if (context.contains("double-quoted") && problem.contains("escape")) {
            return Problem.error(
                    here,
                    "",
                    "a backslash in double quotes begins an escape, and this is none",
                    "write \\\\ for a backslash, or use single quotes");
        }
        if (problem.startsWith("mapping values are not allowed")) {
            return Problem.error(
                    here,
                    "",
                    "a ': ' cannot stand here",
                    "put the value into quotes, or check the indentation of this line and the one above");
        }
        if (problem.startsWith("could not find expected ':'")) {
            return Problem.error(start, "", "this line is neither 'key: value' nor part of a text", "add ': '");
        }
        if (context.contains("flow sequence")) {
            return Problem.error(
                    start, "", "the list that begins here is not closed properly", "check for ',' and ']'");
        }
        if (context.contains("flow mapping")) {
            return Problem.error(
                    start, "", "the mapping that begins here is not closed properly", "check for ',' and '}'");
        }
        if (problem.startsWith("expected <block end>") || problem.contains("not allowed here")) {
            return Problem.error(here, "", "this does not fit the lines above", "indent the keys of one section alike");
        }
        if (problem.contains("cannot start any token")) {
            return Problem.error(here, "", "a value cannot begin with this character", "put the value into quotes");
        }
        String detail = context.isEmpty() ? problem : context + " " + problem;
        return Problem.error(here, "", "not valid YAML: " + detail, "");
    }
}
