package dev.retort.spi;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A credential. In a file it is written {@code ${secret:NAME}}; the value comes from the env file or the process environment and
 * never shows: {@link #toString()} is {@code ***}.
 */
public final class Secret {

    private final String name;
    private final @Nullable String value;

    private Secret(String name, @Nullable String value) {
        this.name = name;
        this.value = value;
    }

    public static Secret of(String name, String value) {
        return new Secret(name, Objects.requireNonNull(value));
    }

    /** A secret that is referred to but not set, as in a dry run. */
    public static Secret unset(String name) {
        return new Secret(name, null);
    }

    /** The NAME in {@code ${secret:NAME}}. */
    public String name() {
        return name;
    }

    public boolean isSet() {
        return value != null;
    }

    /**
     * The value itself, for the one place that sends it.
     *
     * @throws IllegalStateException when it is not set
     */
    public String reveal() {
        if (value == null) {
            throw new IllegalStateException("the secret " + name + " is not set");
        }
        return value;
    }

    @Override
    public String toString() {
        return "***";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Secret secret && name.equals(secret.name) && Objects.equals(value, secret.value);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }
}
