package dev.retort.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.StringTokenizer;
import java.util.concurrent.TimeUnit;

/**
 * The Python client that distillation is compared with: {@code asyncio_client.py}.
 *
 * @param python the interpreter, which has aiohttp
 */
record AsyncioClient(Path python) {

    /** The first {@code python3} of the path that has aiohttp; another one than Debian's may stand before it. */
    static Optional<AsyncioClient> find() throws InterruptedException {
        StringTokenizer directories = new StringTokenizer(System.getenv().getOrDefault("PATH", ""), File.pathSeparator);
        while (directories.hasMoreTokens()) {
            Path python = Path.of(directories.nextToken(), "python3");
            if (Files.isExecutable(python) && hasAiohttp(python)) {
                return Optional.of(new AsyncioClient(python));
            }
        }
        return Optional.empty();
    }

    private static boolean hasAiohttp(Path python) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(python.toString(), "-c", "import aiohttp")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    Measured run(Benchmarks.Place place, Server server, Path input, Path output, int inFlight)
            throws IOException, InterruptedException {
        return Measured.run(
                place.scratch(),
                List.of(
                        python.toString(),
                        place.root()
                                .resolve("engine/benchmarks/src/main/python/asyncio_client.py")
                                .toString(),
                        server.chatUrl(),
                        input.toString(),
                        output.toString(),
                        Integer.toString(inFlight)),
                Measured.Look.AWAY);
    }
}
