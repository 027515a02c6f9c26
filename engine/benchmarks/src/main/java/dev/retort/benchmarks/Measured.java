package dev.retort.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A child process that ran to its end.
 *
 * @param wall from start to end
 * @param cpu user and system time of the process, as the shell's {@code times} counts it
 * @param peakKib the most memory that was resident, in KiB; 0 where {@code /proc} does not tell
 */
record Measured(Duration wall, Duration cpu, long peakKib) {

    /** How the engine ends when some records failed; whether they may is for the caller to say. */
    private static final int SOME_FAILED = 6;

    private static final Pattern TIMES = Pattern.compile("(\\d+)m([\\d.]+)s (\\d+)m([\\d.]+)s");

    /** Looks on while the process runs. */
    interface Look {

        Look AWAY = (elapsed, residentKib) -> {};

        /**
         * Called some ten times a second.
         *
         * @param elapsed since the start of the process
         * @param residentKib memory of the process that is resident now
         */
        void at(Duration elapsed, long residentKib) throws IOException;
    }

    /** Runs {@code java} with these arguments. */
    static Measured java(Path directory, Jdk jdk, List<String> arguments) throws IOException, InterruptedException {
        return java(directory, jdk, arguments, Look.AWAY);
    }

    /** Runs {@code java} with these arguments, and looks on. */
    static Measured java(Path directory, Jdk jdk, List<String> arguments, Look look)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(jdk.java()));
        command.addAll(arguments);
        return run(directory, command, look);
    }

    /** Runs a command; what it prints goes to a file that is shown when it fails. */
    static Measured run(Path directory, List<String> command, Look look) throws IOException, InterruptedException {
        List<String> timed = new ArrayList<>(List.of("bash", "-c", "\"$@\"; code=$?; times >&2; exit $code", "bash"));
        timed.addAll(command);
        Path out = Files.createTempFile("benchmark", ".out");
        Path err = Files.createTempFile("benchmark", ".err");
        try {
            long start = System.nanoTime();
            Process process = new ProcessBuilder(timed)
                    .directory(directory.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            long peak = 0;
            while (!process.waitFor(100, TimeUnit.MILLISECONDS)) {
                peak = Math.max(peak, kib(process, "VmHWM:"));
                look.at(Duration.ofNanos(System.nanoTime() - start), kib(process, "VmRSS:"));
            }
            Duration wall = Duration.ofNanos(System.nanoTime() - start);
            String errors = Files.readString(err, StandardCharsets.UTF_8);
            if (process.exitValue() != 0 && process.exitValue() != SOME_FAILED) {
                throw new IllegalStateException("exit " + process.exitValue() + ": " + String.join(" ", command) + "\n"
                        + Files.readString(out) + errors);
            }
            return new Measured(wall, cpu(errors), peak);
        } finally {
            Files.deleteIfExists(out);
            Files.deleteIfExists(err);
        }
    }

    double seconds() {
        return (double) wall.toNanos() / 1e9;
    }

    /** CPU for each of so many, in microseconds. */
    double microsEach(long count) {
        return cpu.toNanos() / 1e3 / count;
    }

    double perSecond(long count) {
        return count / seconds();
    }

    double peakMib() {
        return peakKib / 1_024.0;
    }

    /** The shell prints two lines, its own times and its children's; the last one counts. */
    private static Duration cpu(String errors) {
        Matcher times = TIMES.matcher(errors);
        double seconds = 0;
        while (times.find()) {
            seconds = 60 * (Double.parseDouble(times.group(1)) + Double.parseDouble(times.group(3)))
                    + Double.parseDouble(times.group(2))
                    + Double.parseDouble(times.group(4));
        }
        return Duration.ofNanos((long) (seconds * 1e9));
    }

    private static long kib(Process shell, String field) {
        return shell.children().mapToLong(process -> kib(process, field)).max().orElse(0);
    }

    private static long kib(ProcessHandle process, String field) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
                if (line.startsWith(field)) {
                    return Long.parseLong(line.replaceAll("\\D", ""));
                }
            }
        } catch (IOException e) {
            return 0; // it ended meanwhile, or this is no Linux
        }
        return 0;
    }
}
