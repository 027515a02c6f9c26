package dev.retort.core.config.yaml;

import dev.retort.core.config.problem.CredentialNames;
import dev.retort.core.config.problem.Place;
import dev.retort.core.config.problem.Problem;
import dev.retort.core.config.problem.SourceText;
import dev.retort.core.config.problem.Texts;
import org.jspecify.annotations.Nullable;

/** Says why a colon cannot stand where it stands: three mistakes look the same to the parser. */
final class StrayColon {

    private final SourceText source;
    private final int number;
    private final String line;
    private final int colon;

    StrayColon(Place.InFile colon) {
        this.source = colon.source();
        this.number = colon.line();
        this.line = source.line(number);
        this.colon = line.offsetByCodePoints(0, colon.column() - 1);
    }

    Problem problem() {
        int first = line.indexOf(": ");
        if (first >= 0 && first < colon) {
            return inText(first + 2);
        }
        Problem above = lineAboveWithoutColon();
        if (above != null) {
            return above;
        }
        return Problem.error(
                stretch(number, line, indent(line), colon),
                "",
                "this key is indented deeper than the one above, as if it belonged to its value",
                "indent the keys of one section alike");
    }

    /** Null when the line above is not to blame. */
    @Nullable
    Problem lineAboveWithoutColon() {
        int above = lineAbove(number);
        String before = source.line(above);
        String header = source.line(lineAbove(above)).stripTrailing();
        boolean block = header.endsWith("|") || header.endsWith(">") || header.endsWith("-");
        if (above == 0 || block || !isBareWord(before.strip())) {
            return null;
        }
        return Problem.error(
                stretch(above, before, indent(before), before.stripTrailing().length()),
                "",
                "this line is not of the form 'key: value'",
                "is a ':' missing?");
    }

    private static boolean isBareWord(String line) {
        return !line.contains(": ")
                && !line.endsWith(":")
                && !line.startsWith("- ")
                && Character.isLetter(line.codePointAt(0));
    }

    /** The line above that says something; 0 when there is none. */
    private int lineAbove(int below) {
        int above = below - 1;
        while (above > 0
                && (source.line(above).isBlank() || source.line(above).strip().startsWith("#"))) {
            above--;
        }
        return Math.max(0, above);
    }

    private Problem inText(int from) {
        int start = from;
        while (start < colon && line.charAt(start) == ' ') {
            start++;
        }
        int comment = line.indexOf(" #", start);
        String value =
                line.substring(start, comment < 0 ? line.length() : comment).stripTrailing();
        String key = line.substring(0, from - 2).strip();
        boolean shown = !CredentialNames.isKey(key) && !CredentialNames.isToken(value) && value.indexOf('"') < 0;
        return Problem.error(
                stretch(number, line, start, start + value.length()),
                "",
                "a text without quotes cannot contain ': '",
                "put it into quotes" + (shown ? ": " + Texts.quoted(value) : ""));
    }

    private Place.InFile stretch(int number, String line, int from, int to) {
        int start = line.codePointCount(0, from) + 1;
        int end = line.codePointCount(0, Math.max(from + 1, to)) + 1;
        return new Place.InFile(source, number, start, number, end);
    }

    private static int indent(String line) {
        int indent = 0;
        while (indent < line.length() && line.charAt(indent) == ' ') {
            indent++;
        }
        return indent;
    }
}
