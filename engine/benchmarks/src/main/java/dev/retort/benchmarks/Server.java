package dev.retort.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The simulated model in a process of its own. */
final class Server implements AutoCloseable {

    private static final Pattern URL = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/v1");

    private final Process process;
    private final String baseUrl;

    private Server(Process process, String baseUrl) {
        this.process = process;
        this.baseUrl = baseUrl;
    }

    /**
     * What the server has done so far.
     *
     * @param requests that arrived
     * @param answered with a reply
     * @param abandoned by the client before their reply
     * @param overLimit refused, as more were in flight than allowed
     * @param mostInFlight at once
     */
    record Count(long requests, long answered, long abandoned, long overLimit, long mostInFlight) {}

    /** One that answers everything at once. */
    static Server start(Benchmarks.Place place) throws IOException {
        return start(place, "latency: 0ms");
    }

    /**
     * One that behaves as told.
     *
     * @param simulate lines of the section {@code simulate}
     */
    static Server start(Benchmarks.Place place, String simulate) throws IOException {
        Path task = Files.createTempFile(place.scratch(), "server", ".yaml");
        Files.writeString(
                task,
                "task_name: \"server\"\ntask_type: \"simulate_model\"\nsimulate:\n  port: 0\n"
                        + simulate.strip().indent(2));
        Process process = new ProcessBuilder(
                        List.of(Jdk.running().java(), "-jar", place.engine().toString(), "run-task", task.toString()))
                .directory(place.scratch().toFile())
                .redirectErrorStream(true)
                .start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher url = URL.matcher(line);
            if (url.find()) {
                drain(output);
                return new Server(process, url.group());
            }
            said.append(line).append('\n');
        }
        throw new IllegalStateException("the simulated model did not start:\n" + said);
    }

    private static void drain(BufferedReader output) {
        Thread drain = new Thread(
                () -> {
                    try (output) {
                        while (output.readLine() != null) {}
                    } catch (IOException e) {
                        return; // the process was ended
                    }
                },
                "server-output");
        drain.setDaemon(true);
        drain.start();
    }

    String baseUrl() {
        return baseUrl;
    }

    String chatUrl() {
        return baseUrl + "/chat/completions";
    }

    Count count() throws IOException {
        try (InputStream stats = URI.create(baseUrl + "/stats").toURL().openStream()) {
            String json = new String(stats.readAllBytes(), StandardCharsets.UTF_8);
            return new Count(
                    number(json, "requests"),
                    number(json, "answered"),
                    number(json, "abandoned"),
                    number(json, "over_limit"),
                    number(json, "most_in_flight"));
        }
    }

    private static long number(String json, String name) {
        Matcher number = Pattern.compile("\"" + name + "\":(\\d+)").matcher(json);
        if (!number.find()) {
            throw new IllegalStateException("the server does not tell " + name + ": " + json);
        }
        return Long.parseLong(number.group(1));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
