package dev.retort.core.config;

import dev.retort.core.config.problem.Nearest;
import dev.retort.core.config.problem.Place;
import dev.retort.core.config.problem.Problem;
import dev.retort.core.config.yaml.Scalar;
import dev.retort.spi.Secret;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes secrets of references. No message contains any part of a text that may be a secret itself. */
final class SecretBinder {

    private static final String START = "${" + Interpolator.SECRET;

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
        if (!Interpolator.isVariableName(name) || Environment.looksLikeValue(name)) {
            context.log.hide(scalar.place());
            literal(scalar, key);
            return null;
        }
        String value = context.environment.valueOrNull(name);
        if (value == null || value.isEmpty()) {
            unset(name, scalar.place(), key);
            return context.mode.needsSecrets()
                    ? null
                    : new Bound(Secret.unset(name), Scalar.plain(scalar.place(), text));
        }
        Secret secret = Secret.of(name, value);
        context.secrets.add(secret);
        return new Bound(secret, Scalar.plain(scalar.place(), text));
    }

    private void literal(Scalar scalar, String key) {
        String name = name(scalar.text(), key);
        if (scalar.text().startsWith("${env:")) {
            context.misfit(
                    scalar.place(),
                    key,
                    KeyPlaces.shown(key) + " is a secret and must be referred to as one",
                    "write ${secret:" + name + "}");
            return;
        }
        String file = context.envFile == null ? "the env file" : context.envFile;
        context.misfit(
                scalar.place(),
                key,
                KeyPlaces.shown(key) + " is a secret; its value cannot stand here",
                "put " + name + "=… into " + file + " and write ${secret:" + name + "}");
    }

    private static String name(String text, String key) {
        if (text.startsWith("${env:") && text.endsWith("}")) {
            String name = text.substring(6, text.length() - 1);
            if (Interpolator.isVariableName(name)) {
                return name;
            }
        }
        String last = key.substring(key.lastIndexOf('.') + 1);
        String name = last.toUpperCase(Locale.ROOT).replace('-', '_');
        return Interpolator.isVariableName(name) ? name : "NAME";
    }

    private void unset(String name, Place place, String key) {
        String near = Nearest.to(name, context.environment.variables().keySet())
                .map(other -> "did you mean " + other + "? or ")
                .orElse("");
        String mend = context.envFile == null
                ? near + "export " + name + "=…, or put it into a file that 'environment: env_file' names"
                : near + "put " + name + "=… into " + context.envFile + ", or export it";
        String suffix = reference == null ? "" : " (referred to from " + reference.label() + ")";
        Place shown = place instanceof Place.OfDefault fallback ? fallback.owner() : place;
        Problem.Severity severity = context.mode.needsSecrets() ? Problem.Severity.ERROR : Problem.Severity.WARNING;
        String message = "the secret " + name + " is not set" + suffix;
        context.log.add(new Problem(severity, shown, key, message, mend, false));
    }
}
