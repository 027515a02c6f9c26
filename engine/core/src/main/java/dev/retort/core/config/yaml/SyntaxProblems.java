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
        return Problem.error(
                new Place.OfFile(source.name(), source.order()), "", "not valid YAML: " + e.getMessage(), "");
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private Place place(@Nullable Mark mark) {
        if (mark == null) {
            return new Place.OfFile(source.name(), source.order());
        }
        int line = mark.getLine() + 1;
        int column = mark.getColumn() + 1;
        return new Place.InFile(source, line, column, line, column + 1);
    }

    private Problem of(String context, Place start, String problem, Place here) {
        if (problem.contains("TAB")) {
            return error(here, "a tab cannot indent a line of YAML", "indent with spaces");
        }
        if (context.contains("quoted scalar") && problem.contains("unexpected")) {
            return error(start, "the text that begins here has no closing quote", "close the quote");
        }
        if (context.contains("double-quoted")) {
            return error(
                    withOneBefore(here),
                    "a backslash in double quotes begins an escape, and this is none",
                    "write \\\\ for a backslash, or use single quotes");
        }
        if (problem.startsWith("mapping values are not allowed") && here instanceof Place.InFile colon) {
            return new StrayColon(colon).problem();
        }
        if (problem.startsWith("sequence entries are not allowed")) {
            return error(
                    here, "a list cannot begin on the line of its key", "begin it on the next line, or write [a, b]");
        }
        if (problem.startsWith("could not find expected ':'")) {
            return error(start, "this line is neither 'key: value' nor part of a text", "add ': '");
        }
        Place.InFile reference = context.contains("flow") ? referenceIn(here) : null;
        if (reference != null) {
            return error(
                    reference,
                    "a reference within brackets or braces needs quotes",
                    "put it into quotes; where a number is meant, write one value a line instead");
        }
        if (context.contains("flow sequence")) {
            return error(start, "the list that begins here is not closed properly", "check for ',' and ']'");
        }
        if (context.contains("flow mapping")) {
            return error(start, "the mapping that begins here is not closed properly", "check for ',' and '}'");
        }
        if (problem.contains("found '<stream end>'")) {
            return error(here, "the file ends in the middle of a value", "close the list or the mapping");
        }
        if (problem.contains("found '<scalar>'") && standsBehindQuote(here)) {
            return error(
                    here,
                    "something stands behind the closing quote",
                    "write a quote within the text twice in single quotes (''), or as \\\" in double quotes");
        }
        if (problem.startsWith("expected") || problem.contains("not allowed here")) {
            Problem above = here instanceof Place.InFile in ? new StrayColon(in).lineAboveWithoutColon() : null;
            if (above != null) {
                return above;
            }
            return error(here, "this does not fit the lines above", "indent the keys of one section alike");
        }
        if (problem.contains("cannot start any token")) {
            return error(here, "a value cannot begin with this character", "put the value into quotes");
        }
        return error(here, "not valid YAML: " + (context.isEmpty() ? problem : context + ": " + problem), "");
    }

    private static Problem error(Place place, String message, String mend) {
        return Problem.error(place, "", message, mend);
    }

    private static Place withOneBefore(Place place) {
        return place instanceof Place.InFile in && in.column() > 1
                ? new Place.InFile(in.source(), in.line(), in.column() - 1, in.line(), in.endColumn())
                : place;
    }

    /** The reference whose brace the parser stumbled over; null when it is another one. */
    private static Place.@Nullable InFile referenceIn(Place place) {
        if (!(place instanceof Place.InFile in) || in.column() < 2) {
            return null;
        }
        String line = in.source().line(in.line());
        int brace = line.offsetByCodePoints(0, in.column() - 1);
        if (!line.startsWith("{", brace) || line.charAt(brace - 1) != '$') {
            return null;
        }
        int end = line.indexOf('}', brace);
        int last = end < 0 ? in.column() + 1 : in.column() + line.codePointCount(brace, end + 1);
        return new Place.InFile(in.source(), in.line(), in.column() - 1, in.line(), last);
    }

    private static boolean standsBehindQuote(Place place) {
        if (!(place instanceof Place.InFile in)) {
            return false;
        }
        String line = in.source().line(in.line());
        String before =
                line.substring(0, line.offsetByCodePoints(0, in.column() - 1)).stripTrailing();
        return before.endsWith("\"") || before.endsWith("'");
    }
}
