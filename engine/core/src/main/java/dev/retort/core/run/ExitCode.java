package dev.retort.core.run;

import dev.retort.spi.Fault;

/** What the process tells the shell. The one list of exit codes; {@code --help} shows it. */
public enum ExitCode {
    DONE(0, "done"),
    BUG(1, "a bug in Retort or a plugin; the trace is shown"),
    CONFIGURATION(2, "usage or configuration"),
    INPUT(3, "input data"),
    SERVICE(4, "model or scheduler service"),
    MACHINE(5, "disk, memory or permissions of this machine"),
    SOME_FAILED(6, "finished, but some records failed"),
    CANCELLED(130, "cancelled");

    private final int code;
    private final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    /** The number. */
    public int code() {
        return code;
    }

    /** One phrase for the help. */
    public String meaning() {
        return meaning;
    }

    /** The code for a failure that the user can mend. */
    public static ExitCode of(Fault fault) {
        return switch (fault) {
            case CONFIGURATION -> CONFIGURATION;
            case INPUT -> INPUT;
            case SERVICE -> SERVICE;
            case MACHINE -> MACHINE;
        };
    }
}
