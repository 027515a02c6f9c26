package dev.retort.core.config;

import dev.retort.core.config.problem.CredentialNames;
import dev.retort.core.config.problem.Nearest;
import dev.retort.core.config.problem.Place;
import dev.retort.core.config.problem.Problem;
import dev.retort.core.config.yaml.Scalar;
import dev.retort.spi.Secret;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes secrets of references. No message contains any part of a text that may be a secret itself. */
final class SecretBinder {

    private static final String START = "${" + Reference.SECRET;

    private final BindContext context;
    private final @Nullable Place reference;

    SecretBinder(BindContext context, @Nullable Place reference) {
        this.context = context;
        this.reference = reference;
    }

    @Nullable
    Bound bind(Scalar scalar, String key) {
        String text = scalar.text();
        String name =
                text.startsWith(START) && text.endsWith("}") ? text.substring(START.length(), text.length() - 1) : "";
        if (!isName(name)) {
            noReference(scalar, key);
            return null;
        }
        Scalar written = Scalar.plain(scalar.place(), text);
        String value = context.environment.valueOrNull(name);
        if (value == null || value.isEmpty()) {
            unset(name, scalar.place(), key);
            return context.mode.needsSecrets() ? null : new Bound(Secret.unset(name), written);
        }
        warnOfDoubts(name, value, scalar.place(), key);
        Secret secret = Secret.of(name, value);
        context.secrets.add(secret);
        return new Bound(secret, written);
    }

    private static boolean isName(String name) {
        return Reference.isVariableName(name) && !CredentialNames.isToken(name);
    }

    private void warnOfDoubts(String name, String value, Place place, String key) {
        if (!value.equals(value.strip())) {
            context.log.warn(place, key, "the value of " + name + " begins or ends with a blank", "");
        }
        String shadowed = context.environment.shadowed(name);
        if (shadowed != null) {
            context.log.warn(
                    place,
                    key,
                    "the exported " + name + " is used; " + shadowed + " has another value",
                    "unset " + name + ", to use that of the file");
        }
    }

    private void noReference(Scalar scalar, String key) {
        String text = scalar.text();
        String name = meant(text, key);
        String mend = "write ${secret:" + name + "}";
        if (text.contains(START)) {
            context.log.hide(scalar.place());
            boolean alone = text.startsWith(START) && text.endsWith("}");
            context.misfit(
                    scalar.place(),
                    key,
                    alone
                            ? "${secret:…} needs the name of an environment variable: letters, digits and '_'"
                            : KeyPlaces.shown(key) + " takes a reference to a secret alone, with nothing around it",
                    mend);
        } else if (isReference(text)) {
            String shown = KeyPlaces.shown(key);
            context.misfit(scalar.place(), key, shown + " is a secret and must be referred to as one", mend);
        } else if (scalar.isNull() || text.isEmpty()) {
            context.misfit(scalar.place(), key, KeyPlaces.shown(key) + " has no value", mend);
        } else {
            context.log.hide(scalar.place());
            String file = context.envFile == null ? "the env file" : context.envFile;
            context.misfit(
                    scalar.place(),
                    key,
                    KeyPlaces.shown(key) + " is a secret; its value cannot stand here",
                    "put " + name + "=… into " + file + " and " + mend);
        }
    }

    /** Whether the text is a reference, though not to a secret. */
    private static boolean isReference(String text) {
        boolean braced = text.startsWith("${") && text.endsWith("}");
        return braced || (text.startsWith("$") && isName(text.substring(1)));
    }

    /** The variable of a reference in another notation; else a name made of the key. */
    private static String meant(String text, String key) {
        String name = text;
        if (name.startsWith("${") && name.endsWith("}")) {
            name = name.substring(2, name.length() - 1).strip();
            int colon = name.indexOf(':');
            name = colon < 0 ? name : name.substring(colon + 1).strip().replace('-', '_');
        } else if (name.startsWith("$")) {
            name = name.substring(1);
        } else {
            name = "";
        }
        if (isName(name) && name.length() < 60) {
            return name;
        }
        String last =
                key.substring(key.lastIndexOf('.') + 1).toUpperCase(Locale.ROOT).replace('-', '_');
        return Reference.isVariableName(last) ? last : "NAME";
    }

    private void unset(String name, Place place, String key) {
        Environment.Variable empty = context.environment.variables().get(name);
        Optional<String> other = empty != null
                ? Optional.empty()
                : Nearest.to(name, context.environment.variables().keySet());
        String near = other.isPresent() ? "did you mean " + other.get() + "? or " : "";
        String mend = context.envFile == null
                ? "export " + name + "=…, or put it into a file that 'environment: env_file' names"
                : "put " + name + "=… into " + context.envFile + ", or export it";
        String state = empty == null ? "not set" : "empty in " + empty.origin();
        String suffix = reference == null ? "" : " (referred to from " + reference.label() + ")";
        Problem.Severity severity = context.mode.needsSecrets() ? Problem.Severity.ERROR : Problem.Severity.WARNING;
        String message = "the secret " + name + " is " + state + suffix;
        context.log.add(new Problem(severity, place, key, message, near + mend, false));
    }
}
