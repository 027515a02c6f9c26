package dev.retort.jsonl;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Another JVM that appends to a file for as long as it lives, and says what has been acknowledged. */
final class AppendingProcess implements AutoCloseable {

    private static final int BACKSTOP = 200_000;

    private final Process process;
    private final BufferedReader output;

    private AppendingProcess(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    /** @param reading whether it reads the file, too; POSIX then takes its lock on the file itself away */
    static AppendingProcess start(Path file, int firstId, boolean reading) throws IOException, URISyntaxException {
        String classPath =
                place(JsonlAppender.class) + System.getProperty("path.separator") + place(AppendingProcess.class);
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return new AppendingProcess(new ProcessBuilder(
                        java.toString(),
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath,
                        AppendingProcess.class.getName(),
                        file.toString(),
                        Integer.toString(firstId),
                        Boolean.toString(reading))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    private static Path place(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    long pid() {
        return process.pid();
    }

    /** The next line of its output; null when it is dead and all is read. */
    @Nullable
    String line() throws IOException {
        return output.readLine();
    }

    void kill() throws InterruptedException {
        // Process.destroyForcibly would close the output, too.
        process.toHandle().destroyForcibly();
        process.waitFor(30, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        output.close();
    }

    /** The other JVM: {@code file firstId reading}. */
    public static void main(String[] args) throws Exception {
        Path file = Path.of(args[0]);
        int firstId = Integer.parseInt(args[1]);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        AppendOptions options = AppendOptions.defaults().withCommit(16, Duration.ofMillis(5));
        Random random = new Random(firstId);
        try (JsonlAppender appender = JsonlAppender.open(file, options, AppendListener.none())) {
            if (Boolean.parseBoolean(args[2])) {
                LineScanner.count(file);
            }
            out.println("open");
            for (int id = firstId; id < firstId + BACKSTOP; id++) {
                int line = id;
                // Now and then a record that takes several writes.
                int size = random.nextInt(40) == 0 ? 900_000 : random.nextInt(3000);
                JsonBytes record = new JsonBytes()
                        .raw("{\"id\":")
                        .number(id)
                        .raw(",\"text\":")
                        .string("y".repeat(size))
                        .raw("}");
                appender.append(record, () -> out.println(line));
            }
        } catch (FileInUseException e) {
            out.println(e.getMessage());
        }
    }
}
