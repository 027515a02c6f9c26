package dev.retort.cli;

import dev.retort.core.run.ExitCode;

/** Ends a command with an exit code when everything there is to say has been said. */
final class Stopped extends Exception {

    private final ExitCode code;

    Stopped(ExitCode code) {
        super("exit " + code.code(), null, false, false);
        this.code = code;
    }

    ExitCode code() {
        return code;
    }
}
