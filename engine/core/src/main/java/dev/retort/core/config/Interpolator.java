package dev.retort.core.config;

import dev.retort.core.config.problem.Nearest;
import dev.retort.core.config.problem.Place;
import dev.retort.core.config.problem.ProblemLog;
import dev.retort.core.config.problem.Texts;
import dev.retort.core.config.yaml.Scalar;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Replaces {@code env:NAME}, {@code env:NAME:-text}, {@code run.dir}, {@code task.name} and {@code date}, each in a dollar sign and
 * braces, within a scalar. A doubled dollar sign in front of a brace stands for a single one.
 */
final class Interpolator {

    static final String SECRET = "secret:";
    private static final String ENV = "env:";
    private static final List<String> FORMS =
            List.of("env:NAME", "env:NAME:-text", "secret:NAME", "run.dir", "task.name", "date");

    private final Environment environment;
    private final Map<String, String> names;
    private final ProblemLog log;
    private boolean usedRunDirectory;

    /**
     * @param names the value of each name that may stand here; a name that is known but has no value here maps to a text that begins
     *     with {@code !} and says why
     */
    Interpolator(Environment environment, Map<String, String> names, ProblemLog log) {
        this.environment = environment;
        this.names = names;
        this.log = log;
    }

    /**
     * A scalar with everything replaced.
     *
     * @param written how it is written so that it means the same on a second reading: with escapes, and with references where the
     *     value must not show
     */
    record Expanded(Scalar value, String written) {}

    boolean usedRunDirectory() {
        return usedRunDirectory;
    }

    /** Null when something in it cannot be replaced; the reason is in the log. */
    @Nullable
    Expanded expand(Scalar scalar, String key) {
        String text = scalar.text();
        if (text.indexOf("${") < 0) {
            return new Expanded(scalar, text);
        }
        StringBuilder value = new StringBuilder();
        StringBuilder written = new StringBuilder();
        boolean sensitive = scalar.sensitive();
        boolean replaced = false;
        int at = 0;
        while (at < text.length()) {
            if (text.startsWith("$${", at)) {
                value.append("${");
                written.append("$${");
                at += 3;
            } else if (text.startsWith("${", at)) {
                int end = text.indexOf('}', at);
                String part = replacement(scalar, key, at, end);
                if (part == null) {
                    return null;
                }
                replaced = true;
                boolean credential = isCredential(text.substring(at, end));
                sensitive |= credential;
                value.append(part);
                written.append(credential ? text.substring(at, end + 1) : escaped(part));
                at = end + 1;
            } else {
                value.append(text.charAt(at));
                written.append(text.charAt(at));
                at++;
            }
        }
        Scalar.Form form = replaced && scalar.form() == Scalar.Form.PLAIN ? Scalar.Form.FREE : scalar.form();
        return new Expanded(new Scalar(scalar.place(), value.toString(), form, sensitive), written.toString());
    }

    /** A text as it is written where a dollar sign and a brace mean something. */
    static String escaped(String text) {
        return text.replace("${", "$${");
    }

    private boolean isCredential(String reference) {
        if (!reference.startsWith("${" + ENV)) {
            return false;
        }
        int colon = reference.indexOf(":-");
        return environment.isCredential(reference.substring(6, colon < 0 ? reference.length() : colon));
    }

    private @Nullable String replacement(Scalar scalar, String key, int start, int end) {
        Place place = within(scalar, start, end);
        if (end < 0) {
            log.error(place, key, "'${' without '}'", "close it, or write $${ for the characters themselves");
            return null;
        }
        String name = scalar.text().substring(start + 2, end);
        if (name.startsWith(ENV)) {
            return variable(place, key, name.substring(ENV.length()));
        }
        if (name.startsWith(SECRET)) {
            if (!isVariableName(name.substring(SECRET.length()))) {
                log.hide(place);
            }
            log.error(
                    place,
                    key,
                    "${secret:…} can only stand alone, as the whole value of a key that takes a secret",
                    "here a secret could show up in logs and reports");
            return null;
        }
        String value = names.get(name);
        if (value == null) {
            String near = Nearest.to(name, FORMS).orElse(isVariableName(name) ? ENV + name : "");
            String mend = near.isEmpty() ? "there are " + forms() + "; " : "did you mean ${" + near + "}? or ";
            log.error(
                    place,
                    key,
                    "there is no ${" + Texts.shortened(name, 40) + "}",
                    mend + "write $${ for the characters themselves");
            return null;
        }
        if (value.startsWith("!")) {
            log.error(place, key, "${" + name + "} cannot stand here: " + value.substring(1), "");
            return null;
        }
        usedRunDirectory |= name.equals("run.dir");
        return value;
    }

    private static String forms() {
        StringBuilder list = new StringBuilder();
        for (String form : FORMS) {
            list.append(list.length() == 0 ? "" : ", ")
                    .append("${")
                    .append(form)
                    .append('}');
        }
        return list.toString();
    }

    private @Nullable String variable(Place place, String key, String reference) {
        int colon = reference.indexOf(":-");
        String name = colon < 0 ? reference : reference.substring(0, colon);
        if (!isVariableName(name)) {
            log.error(
                    place,
                    key,
                    "${env:…} needs the name of an environment variable",
                    "letters, digits and '_': ${env:NAME}, or ${env:NAME:-text} with a default");
            return null;
        }
        String value = environment.valueOrNull(name);
        if (colon >= 0) {
            return value == null || value.isEmpty() ? reference.substring(colon + 2) : value;
        }
        if (value == null) {
            String near = Nearest.to(name, environment.variables().keySet())
                    .map(other -> "did you mean " + other + "? or ")
                    .orElse("");
            log.error(
                    place,
                    key,
                    "the environment variable " + name + " is not set",
                    near + "export " + name + "=…, or give a default: ${env:" + name + ":-…}");
        }
        return value;
    }

    static boolean isVariableName(String name) {
        if (name.isEmpty() || (name.charAt(0) >= '0' && name.charAt(0) <= '9')) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c != '_' && (c >= 128 || !Character.isLetterOrDigit(c))) {
                return false;
            }
        }
        return true;
    }

    /** The place of a part of a scalar, where the source line shows it; else that of the scalar. */
    private static Place within(Scalar scalar, int start, int end) {
        if (!(scalar.place() instanceof Place.InFile in) || in.line() != in.endLine()) {
            return scalar.place();
        }
        int shift = scalar.form() == Scalar.Form.QUOTED ? 1 : 0;
        String text = scalar.text();
        int last = end < 0 ? text.length() : end + 1;
        int from = in.column() + shift + text.codePointCount(0, start);
        int to = from + text.codePointCount(start, last);
        String line = in.source().line(in.line());
        int index = line.offsetByCodePoints(0, Math.min(from - 1, line.codePointCount(0, line.length())));
        if (!line.startsWith(text.substring(start, last), index)) {
            return in;
        }
        return new Place.InFile(in.source(), in.line(), from, in.line(), to);
    }
}
