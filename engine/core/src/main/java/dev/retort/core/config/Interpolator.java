package dev.retort.core.config;

import dev.retort.core.config.problem.Nearest;
import dev.retort.core.config.problem.ProblemLog;
import dev.retort.core.config.problem.Texts;
import dev.retort.core.config.yaml.Scalar;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Replaces {@code env:NAME}, {@code env:NAME:-text}, {@code run.dir}, {@code task.name} and {@code date}, each in a dollar sign and
 * braces, within a scalar. A doubled dollar sign in front of a brace stands for a single one.
 */
final class Interpolator {

    private static final List<String> FORMS =
            List.of("env:NAME", "env:NAME:-text", "secret:NAME", "run.dir", "task.name", "date");
    private static final String ESCAPE = "write $${ for the characters themselves";

    private final Environment environment;
    private final RunNames names;
    private final boolean credentials;
    private final ProblemLog log;
    private boolean usedRunDirectory;

    /**
     * @param credentials whether variables may be used whose values must not show
     */
    Interpolator(Environment environment, RunNames names, boolean credentials, ProblemLog log) {
        this.environment = environment;
        this.names = names;
        this.credentials = credentials;
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
                int close = text.indexOf('}', at);
                Reference reference = new Reference(scalar, at, close < 0 ? text.length() : close + 1);
                String part = close < 0 ? unclosed(reference, key) : replacement(reference, key);
                if (part == null) {
                    return null;
                }
                boolean credential = environment.isCredential(reference.variable());
                sensitive |= credential;
                replaced = true;
                value.append(part);
                written.append(credential ? reference.text() : part.replace("${", "$${"));
                at = reference.end();
            } else {
                value.append(text.charAt(at));
                written.append(text.charAt(at));
                at++;
            }
        }
        Scalar.Form form = replaced && scalar.form() == Scalar.Form.PLAIN ? Scalar.Form.FREE : scalar.form();
        return new Expanded(new Scalar(scalar.place(), value.toString(), form, sensitive), written.toString());
    }

    private @Nullable String unclosed(Reference reference, String key) {
        log.error(reference.place(), key, "'${' without '}'", "close it, or " + ESCAPE);
        return null;
    }

    private @Nullable String replacement(Reference reference, String key) {
        String name = reference.name();
        if (name.startsWith(Reference.ENV)) {
            return variable(reference, key);
        }
        if (name.startsWith(Reference.SECRET)) {
            if (!Reference.isVariableName(name.substring(Reference.SECRET.length()))) {
                log.hide(reference.place());
            }
            log.error(
                    reference.place(),
                    key,
                    "${secret:…} can only stand alone, as the whole value of a key that takes a secret",
                    "here a secret could show up in logs and reports");
            return null;
        }
        if (!RunNames.isKnown(name)) {
            String near = Nearest.to(name, FORMS).orElse(Reference.isVariableName(name) ? Reference.ENV + name : "");
            String mend = near.isEmpty() ? "there are " + forms() + "; " : "did you mean ${" + near + "}? or ";
            log.error(reference.place(), key, "there is no ${" + Texts.shortened(name, 40) + "}", mend + ESCAPE);
            return null;
        }
        String value = names.find(name);
        if (value == null) {
            log.error(reference.place(), key, "${" + name + "} cannot stand here: it is not known yet", "");
        }
        usedRunDirectory |= name.equals("run.dir");
        return value;
    }

    private static String forms() {
        StringBuilder list = new StringBuilder();
        for (String form : FORMS) {
            list.append(list.length() == 0 ? "${" : ", ${").append(form).append('}');
        }
        return list.toString();
    }

    private @Nullable String variable(Reference reference, String key) {
        String name = reference.variable();
        if (!Reference.isVariableName(name)) {
            log.error(
                    reference.place(),
                    key,
                    "${env:…} needs the name of an environment variable",
                    "letters, digits and '_': ${env:NAME}, or ${env:NAME:-text} with a default");
            return null;
        }
        if (!credentials && environment.isCredential(name)) {
            log.error(reference.place(), key, name + " is a credential, which cannot be part of this", "");
            return null;
        }
        String value = environment.valueOrNull(name);
        int fallback = reference.name().indexOf(":-");
        if (fallback >= 0) {
            return value == null || value.isEmpty() ? reference.name().substring(fallback + 2) : value;
        }
        if (value == null) {
            Optional<String> other = Nearest.to(name, environment.variables().keySet());
            String near = other.isPresent() ? "did you mean " + other.get() + "? or " : "";
            log.error(
                    reference.place(),
                    key,
                    "the environment variable " + name + " is not set",
                    near + "export " + name + "=…, or give a default: ${env:" + name + ":-…}");
        }
        return value;
    }
}
