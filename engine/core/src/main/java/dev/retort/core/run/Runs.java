package dev.retort.core.run;

import dev.retort.core.json.JsonText;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads runs back from their files alone, so that it works from another shell and after a crash. */
public final class Runs {

    private static final String PREFIX = "run_";

    private final Path root;
    private final SummaryReader reader;
    private final JsonText json = new JsonText();

    /**
     * @param root where run directories lie; one that does not exist holds no runs
     * @param machine this machine, whose processes can be looked at
     */
    public Runs(Path root, Machine machine, InstantSource clock) {
        this.root = root;
        this.reader =
                new SummaryReader(machine, clock, pid -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive));
    }

    Runs(Path root, SummaryReader reader) {
        this.root = root;
        this.reader = reader;
    }

    /** All runs, the latest first. A damaged {@code run.json} gives a run of state {@link RunState#UNKNOWN}. */
    public List<RunSummary> list() throws IOException {
        List<RunSummary> runs = new ArrayList<>();
        for (Path task : directories(root, "*")) {
            for (Path run : directories(task, PREFIX + "*")) {
                runs.add(read(run));
            }
        }
        runs.sort(Comparator.comparing(RunSummary::name)
                .thenComparing(run -> run.directory().toString())
                .reversed());
        return runs;
    }

    /**
     * The run that is meant: by the path of its directory, by its name, by the name of its task (then the latest of that), or
     * {@code latest} of all.
     */
    public Optional<RunSummary> find(String meant) throws IOException {
        if (meant.contains("/") || meant.contains("\\")) {
            Path directory = Path.of(meant);
            return Files.isDirectory(directory) ? Optional.of(read(real(directory))) : Optional.empty();
        }
        return list().stream()
                .filter(run -> meant.equals(RunDirectory.LATEST)
                        || run.name().equals(meant)
                        || run.taskName().equals(meant))
                .findFirst();
    }

    private static Path real(Path directory) throws IOException {
        return Files.isSymbolicLink(directory)
                ? directory.resolveSibling(Files.readSymbolicLink(directory))
                : directory;
    }

    /** Asks a run of any process to end: its heartbeat finds the file within two seconds. */
    public void requestCancel(RunSummary run, boolean now) throws IOException {
        TextFile.write(run.directory().resolve(RunSession.CANCEL_FILE), now ? "now\n" : "drain\n", false);
    }

    /** Reads the run of a directory. */
    public RunSummary read(Path directory) {
        Map<String, @Nullable Object> members = Map.of();
        try {
            if (json.read(Files.readString(directory.resolve(RunRecord.FILE))) instanceof Map<?, ?> map) {
                members = SummaryReader.strings(map);
            }
        } catch (IOException | IllegalArgumentException e) {
            // Shown as UNKNOWN.
        }
        return reader.read(directory, members);
    }

    /** Whether the run can still be heard, now. */
    public Pulse pulse(RunSummary run) {
        return reader.pulse(run);
    }

    private static List<Path> directories(Path parent, String pattern) throws IOException {
        List<Path> found = new ArrayList<>();
        if (!Files.isDirectory(parent)) {
            return found;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(parent, pattern)) {
            for (Path entry : entries) {
                if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    found.add(entry);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return found;
    }
}
