package dev.retort.core.config;

import dev.retort.core.config.problem.CredentialNames;
import dev.retort.spi.Secret;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The variables of the process and of the env file. A variable that the process has, and that is not empty, wins. Immutable. */
public final class Environment {

    /** The length from which on a value is taken for a credential when its name sounds like one. */
    static final int SHORTEST_CREDENTIAL = 8;

    private final Map<String, Variable> variables;

    private final Map<String, String> shadowed;

    private Environment(Map<String, Variable> variables, Map<String, String> shadowed) {
        this.variables = Collections.unmodifiableMap(variables);
        this.shadowed = shadowed;
    }

    /**
     * A variable.
     *
     * @param origin {@code env/local.env:3}, or {@code the process}
     */
    public record Variable(String name, String value, String origin) {
        @Override
        public String toString() {
            return name + " from " + origin;
        }
    }

    static Environment of(Map<String, String> process, Map<String, Variable> file) {
        Map<String, Variable> all = new TreeMap<>(file);
        Map<String, String> shadowed = new HashMap<>();
        for (Map.Entry<String, String> entry : process.entrySet()) {
            String name = entry.getKey();
            Variable ofFile = file.get(name);
            if (ofFile == null || !entry.getValue().isEmpty()) {
                all.put(name, new Variable(name, entry.getValue(), "the process"));
                if (ofFile != null && !ofFile.value().equals(entry.getValue())) {
                    shadowed.put(name, ofFile.origin());
                }
            }
        }
        return new Environment(all, shadowed);
    }

    /** The value of a variable, when there is such a variable; it may be empty. */
    public Optional<String> get(String name) {
        Variable variable = variables.get(name);
        return variable == null ? Optional.empty() : Optional.of(variable.value());
    }

    /** All variables by name, sorted. */
    public Map<String, Variable> variables() {
        return variables;
    }

    /** Where the file has another value for a variable that the process has; null when it has none. */
    @Nullable
    String shadowed(String name) {
        return shadowed.get(name);
    }

    @Nullable
    String valueOrNull(String name) {
        Variable variable = variables.get(name);
        return variable == null ? null : variable.value();
    }

    /** Whether the value of a variable must not show: its name sounds like a credential and the value is long enough to be one. */
    public boolean isCredential(String name) {
        Variable variable = variables.get(name);
        return variable != null && variable.value().length() >= SHORTEST_CREDENTIAL && CredentialNames.isVariable(name);
    }

    /** Every variable whose value must not show. */
    public List<Secret> credentials() {
        List<Secret> secrets = new ArrayList<>();
        for (Variable variable : variables.values()) {
            if (isCredential(variable.name())) {
                secrets.add(Secret.of(variable.name(), variable.value()));
            }
        }
        return secrets;
    }

    /** The names alone: values do not show. */
    @Override
    public String toString() {
        return variables.keySet().toString();
    }
}
