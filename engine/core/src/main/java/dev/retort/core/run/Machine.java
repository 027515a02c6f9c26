package dev.retort.core.run;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Where a run runs.
 *
 * @param host the name of the machine
 * @param pid of this process
 * @param processStarted tells two processes with one pid apart
 * @param java version and vendor
 * @param system name, version and architecture of the operating system
 * @param processors that the JVM may use
 * @param maxHeap bytes
 */
public record Machine(
        String host,
        long pid,
        Optional<Instant> processStarted,
        String java,
        String system,
        int processors,
        long maxHeap) {

    /** This process on this machine. */
    public static Machine current() {
        ProcessHandle process = ProcessHandle.current();
        Runtime runtime = Runtime.getRuntime();
        return new Machine(
                hostName(),
                process.pid(),
                process.info().startInstant().map(start -> start.truncatedTo(ChronoUnit.MILLIS)),
                Runtime.version() + " (" + System.getProperty("java.vendor") + ")",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                runtime.availableProcessors(),
                runtime.maxMemory());
    }

    private static String hostName() {
        try { // no name service is asked where the kernel knows
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException notLinux) {
            try {
                return InetAddress.getLocalHost().getHostName();
            } catch (UnknownHostException e) {
                return "unknown";
            }
        }
    }
}
