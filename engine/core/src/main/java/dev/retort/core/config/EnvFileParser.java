package dev.retort.core.config;

import dev.retort.core.config.problem.Place;
import dev.retort.core.config.problem.Problem;
import dev.retort.core.config.problem.ProblemLog;
import dev.retort.core.config.problem.SourceText;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines {@code NAME=value} or {@code export NAME=value}. An unquoted value ends at the line's end or at a blank followed by
 * {@code #}; a value in single quotes is taken as it stands; in double quotes {@code \n \r \t \" \\ \$} are escapes. Quoted values may
 * span lines. Nothing is expanded. No message contains any part of a line but a well-formed name.
 */
final class EnvFileParser {

    private final SourceText source;
    private final String text;
    private final ProblemLog log;
    private final Map<String, Environment.Variable> variables = new LinkedHashMap<>();
    private int at;

    EnvFileParser(SourceText source, ProblemLog log) {
        this.source = source;
        this.text = source.text();
        this.log = log;
    }

    Map<String, Environment.Variable> parse() {
        while (at < text.length()) {
            skipBlanks();
            if (!atLineEnd() && text.charAt(at) != '#') {
                variable();
            }
            skipLine();
        }
        return variables;
    }

    private void variable() {
        int start = at;
        if (text.startsWith("export", at) && at + 6 < text.length() && isBlank(text.charAt(at + 6))) {
            at += 6;
            skipBlanks();
        }
        int nameStart = at;
        while (at < text.length() && isNamePart(text.charAt(at))) {
            at++;
        }
        String name = text.substring(nameStart, at);
        skipBlanks();
        if (name.isEmpty() || Character.isDigit(name.charAt(0)) || atLineEnd() || text.charAt(at) != '=') {
            problem(start, "this line is not of the form NAME=value", "a comment begins with #");
            return;
        }
        at++;
        skipBlanks();
        int valueStart = at;
        String value = value();
        if (value == null) {
            problem(valueStart, "the value of " + name + " has no closing quote", "");
            return;
        }
        int line = source.at(nameStart).line();
        Environment.Variable variable = new Environment.Variable(name, value, source.name() + ":" + line);
        Environment.Variable earlier = variables.put(name, variable);
        if (earlier != null) {
            log.add(Problem.warning(
                            source.at(nameStart),
                            "",
                            name + " is set already at " + earlier.origin() + "; this line counts",
                            "delete one of the two")
                    .withoutExcerpt());
        }
    }

    private @Nullable String value() {
        if (atLineEnd()) {
            return "";
        }
        char quote = text.charAt(at);
        if (quote != '"' && quote != '\'') {
            return unquoted();
        }
        StringBuilder value = new StringBuilder();
        int i = at + 1;
        while (i < text.length() && text.charAt(i) != quote) {
            char c = text.charAt(i);
            if (c == '\\' && quote == '"' && i + 1 < text.length()) {
                i++;
                appendEscape(value, text.charAt(i));
            } else if (c != '\r') {
                value.append(c);
            }
            i++;
        }
        if (i >= text.length()) {
            return null;
        }
        at = i + 1;
        skipBlanks();
        if (!atLineEnd() && text.charAt(at) != '#') {
            problem(at, "something stands behind the closing quote", "escape a quote within the value as \\\"");
        }
        return value.toString();
    }

    private static void appendEscape(StringBuilder value, char escape) {
        switch (escape) {
            case 'n' -> value.append('\n');
            case 'r' -> value.append('\r');
            case 't' -> value.append('\t');
            case '"', '\\', '$' -> value.append(escape);
            default -> value.append('\\').append(escape);
        }
    }

    private String unquoted() {
        int start = at;
        while (!atLineEnd() && !(text.charAt(at) == '#' && at > start && isBlank(text.charAt(at - 1)))) {
            at++;
        }
        return text.substring(start, at).strip();
    }

    private void problem(int index, String message, String mend) {
        Place.InFile place = source.at(index);
        log.add(Problem.error(place, "", message, mend).withoutExcerpt());
    }

    private void skipBlanks() {
        while (at < text.length() && isBlank(text.charAt(at))) {
            at++;
        }
    }

    private void skipLine() {
        while (!atLineEnd()) {
            at++;
        }
        at++;
    }

    private boolean atLineEnd() {
        return at >= text.length() || text.charAt(at) == '\n' || text.charAt(at) == '\r';
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static boolean isNamePart(char c) {
        return c == '_' || (c < 128 && Character.isLetterOrDigit(c));
    }
}
