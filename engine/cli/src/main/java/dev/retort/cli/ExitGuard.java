package dev.retort.cli;

import dev.retort.core.run.ExitCode;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Notices when something other than the engine ends the process, such as a plugin that calls {@code System.exit(0)}: that must not
 * pass for a run that is done.
 */
final class ExitGuard {

    private final AtomicBoolean over = new AtomicBoolean();

    /** From now on an end that was not announced is a bug. */
    static ExitGuard on(Console console) {
        ExitGuard guard = new ExitGuard();
        Thread hook = new Thread(
                () -> {
                    if (!guard.over.get() && !endedBySignal()) {
                        console.tell("bug: the process was ended from within, before the command was over;"
                                + " a plugin, or a library in it, must have called System.exit");
                        Runtime.getRuntime().halt(ExitCode.BUG.code());
                    }
                },
                "exit-guard");
        Runtime.getRuntime().addShutdownHook(hook);
        return guard;
    }

    /** A signal that nobody listens for ends the process too, from a thread that the JVM names after it. */
    private static boolean endedBySignal() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread ->
                        thread.getName().startsWith("SIG") && thread.getName().endsWith(" handler"));
    }

    /** The command is over: the process may end. */
    void release() {
        over.set(true);
    }
}
