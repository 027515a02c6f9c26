package dev.retort.cli;

import dev.retort.core.run.ExitCode;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where Prometheus may read figures of the run. This is the machine's business, so no task file has a say. */
final class MetricsOptions {

    private static final String PORT = "RETORT_METRICS_PORT";
    private static final String HOST = "RETORT_METRICS_HOST";
    private static final String LOOPBACK = "127.0.0.1";
    private static final int LAST_PORT = 65_535;

    @Option(
            names = "--metrics-port",
            paramLabel = "PORT",
            description = "Serve figures of the run to Prometheus at this port, 0 for any that is free. " + "Default: $"
                    + PORT + ", else none.")
    private @Nullable String port;

    @Option(
            names = "--metrics-host",
            paramLabel = "HOST",
            description = "The address to serve the figures of the run at. Default: $" + HOST + ", else " + LOOPBACK
                    + ", which nobody" + " outside of this machine can read.")
    private @Nullable String host;

    /**
     * The address to listen at; empty when nobody asked for it.
     *
     * @throws Stopped after telling what is wrong with it
     */
    Optional<InetSocketAddress> address(Shell shell) throws Stopped {
        String fromShell = shell.environment().getOrDefault(PORT, "");
        String given = port == null ? fromShell : port;
        if (given.isEmpty() && port == null) {
            return Optional.empty();
        }
        String named = host == null ? shell.environment().getOrDefault(HOST, "") : host;
        InetSocketAddress address =
                new InetSocketAddress(named.isEmpty() ? LOOPBACK : named, number(shell, given.strip()));
        if (address.isUnresolved()) {
            shell.console().tell("the metrics cannot be served at '" + named + "': there is no such host");
            shell.console().tell("  give an address of this machine with --metrics-host, 0.0.0.0 for all of them");
            throw new Stopped(ExitCode.CONFIGURATION);
        }
        return Optional.of(address);
    }

    private int number(Shell shell, String given) throws Stopped {
        if (given.matches("\\d{1,5}") && Integer.parseInt(given) <= LAST_PORT) {
            return Integer.parseInt(given);
        }
        shell.console().tell((port == null ? PORT : "--metrics-port") + " must be a port, found '" + given + "'");
        shell.console().tell("  give a whole number from 1 to " + LAST_PORT + ", or 0 for any that is free");
        throw new Stopped(ExitCode.CONFIGURATION);
    }
}
