package dev.retort.core.config;

/** What a configuration is read for. */
public enum Mode {
    /** To run it: everything must be there. */
    RUN,
    /** To say whether it is right: what is only missing on this machine, such as a secret or the env file, is a warning. */
    VALIDATE,
    /** To say what it would do: as for {@link #VALIDATE}. */
    DRY_RUN;

    boolean needsSecrets() {
        return this == RUN;
    }
}
