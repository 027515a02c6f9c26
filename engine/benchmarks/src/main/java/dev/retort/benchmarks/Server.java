package dev.retort.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The simulated model in a process of its own, answering at once. */
final class Server implements AutoCloseable {

    private static final Pattern URL = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/v1");

    private final Process process;
    private final String baseUrl;

    private Server(Process process, String baseUrl) {
        this.process = process;
        this.baseUrl = baseUrl;
    }

    static Server start(Benchmarks.Place place) throws IOException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        place.engine().toString(),
                        "simulate-model",
                        "--port",
                        "0",
                        "--latency",
                        "0ms"))
                .directory(place.scratch().toFile())
                .redirectErrorStream(true)
                .start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher url = URL.matcher(line);
            if (url.find()) {
                drain(output);
                return new Server(process, url.group());
            }
        }
        throw new IllegalStateException("the simulated model did not start");
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
