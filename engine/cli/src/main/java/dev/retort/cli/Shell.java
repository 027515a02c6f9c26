package dev.retort.cli;

import dev.retort.core.run.EngineVersion;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * What the process was started with.
 *
 * @param arguments as typed
 * @param environment the variables of the process
 * @param workingDirectory absolute
 * @param engineDirectory where engine.jar lies
 * @param launcher how the process was started, to be shown: {@code java -jar engine.jar}
 * @param clock in the user's zone
 * @param terminal whether standard error is a terminal
 */
record Shell(
        List<String> arguments,
        Map<String, String> environment,
        Path workingDirectory,
        Path engineDirectory,
        String launcher,
        EngineVersion version,
        Clock clock,
        Console console,
        boolean terminal) {

    Shell {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }

    /** A path as the user would write it: relative to the working directory where that is shorter. */
    Path shown(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        return absolute.startsWith(workingDirectory) ? workingDirectory.relativize(absolute) : path;
    }
}
