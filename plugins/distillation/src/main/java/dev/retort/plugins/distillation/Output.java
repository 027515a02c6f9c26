package dev.retort.plugins.distillation;

import dev.retort.jsonl.AppendFailedException;
import dev.retort.jsonl.AppendListener;
import dev.retort.jsonl.AppendOptions;
import dev.retort.jsonl.FileInUseException;
import dev.retort.jsonl.JsonlAppender;
import dev.retort.jsonl.Recovery;
import dev.retort.plugins.distillation.identity.RecordIds;
import dev.retort.plugins.distillation.result.EarlierRuns;
import dev.retort.plugins.distillation.result.EarlierRuns.Kind;
import dev.retort.plugins.distillation.result.OutputFiles;
import dev.retort.spi.Fault;
import dev.retort.spi.TaskContext;
import dev.retort.spi.TaskException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** The two files of a distillation, open for appending and locked against another run, and what earlier runs left in them. */
final class Output implements AutoCloseable {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd_HHmmss").withZone(ZoneOffset.UTC);

    private final JsonlAppender answers;
    private final JsonlAppender failures;
    private final RecordIds ids;
    private final Earlier earlier;

    private Output(JsonlAppender answers, JsonlAppender failures, RecordIds ids, Earlier earlier) {
        this.answers = answers;
        this.failures = failures;
        this.ids = ids;
        this.earlier = earlier;
    }

    /**
     * What earlier runs left.
     *
     * @param answered records with an answer
     * @param failed records with a failure that is not to be tried again
     * @param torn torn lines at the end of a file, set aside
     * @param damaged damaged lines elsewhere, set aside
     */
    record Earlier(long answered, long failed, long torn, long damaged) {

        /**
         * Tells the user what will not be done again; nothing when there is nothing to tell.
         *
         * @param records of the input, when they were counted
         */
        void tell(OptionalLong records, OutputFiles shown, TaskContext context) {
            if (answered + failed + torn + damaged == 0) {
                return;
            }
            List<String> aside = new ArrayList<>();
            if (torn > 0) {
                aside.add(format("%,d torn line%s at the end set aside", torn, torn == 1 ? "" : "s"));
            }
            if (damaged > 0) {
                aside.add(format("%,d damaged line%s set aside", damaged, damaged == 1 ? "" : "s"));
            }
            context.say(format("resuming: %,d", answered)
                    + (records.isPresent() ? format(" of %,d", records.getAsLong()) : "")
                    + " already answered in " + shown.answers()
                    + (failed == 0 ? "" : format(", %,d failed in %s", failed, shown.failures()))
                    + (aside.isEmpty() ? "" : " (" + String.join(", ", aside) + ")")
                    + (records.isPresent()
                            ? format(", %,d to go", Math.max(0, records.getAsLong() - answered - failed))
                            : ""));
        }

        private static String format(String format, Object... values) {
            return String.format(Locale.ROOT, format, values);
        }
    }

    /**
     * Opens the files, mends what a crash left of them, and reads what they hold.
     *
     * @param shown the same files as the user wrote them
     * @param retry whether failed records are to be done again: their file is set aside
     * @param hold keeps the run from sending while a file cannot be written
     */
    static Output open(
            OutputFiles files,
            OutputFiles shown,
            DistillationSection section,
            boolean retry,
            TaskContext context,
            Hold hold)
            throws TaskException {
        try {
            RecordIds ids = new RecordIds();
            EarlierRuns runs = new EarlierRuns(ids);
            AppendOptions options = AppendOptions.defaults()
                    .withCommit(section.batchSize(), section.flushIntervalSecs())
                    .withGiveUpAfter(section.diskPatienceSecs());
            return open(files, shown, options, hold, runs, ids, retry, context);
        } catch (FileInUseException e) {
            throw new TaskException(
                    Fault.MACHINE,
                    String.valueOf(e.getMessage()),
                    "See what runs: java -jar engine.jar runs list",
                    e,
                    null);
        } catch (IOException e) {
            throw unwritable(shown.answers(), e);
        }
    }

    private static Output open(
            OutputFiles files,
            OutputFiles shown,
            AppendOptions options,
            Hold hold,
            EarlierRuns runs,
            RecordIds ids,
            boolean retryMode,
            TaskContext context)
            throws IOException, TaskException {
        Opened answers = openWhole(files.answers(), shown.answers(), Kind.ANSWERS, options, hold, runs, context);
        try {
            if (retryMode) {
                setFailuresAside(files, shown, context);
            }
            Opened failures =
                    openWhole(files.failures(), shown.failures(), Kind.FAILURES, options, hold, runs, context);
            Earlier earlier = new Earlier(
                    answers.found().finished(),
                    failures.found().finished(),
                    answers.torn() + failures.torn(),
                    answers.found().damaged() + failures.found().damaged());
            return new Output(answers.appender(), failures.appender(), ids, earlier);
        } catch (IOException | TaskException | RuntimeException e) {
            answers.appender().close();
            throw e;
        }
    }

    /** Done while the answers are locked, so that no other run loses its error file. */
    private static void setFailuresAside(OutputFiles files, OutputFiles shown, TaskContext context) throws IOException {
        if (Files.exists(files.failures()) && Files.size(files.failures()) > 0) {
            Path aside = files.nextSetAside();
            Files.move(files.failures(), aside);
            context.say("trying again what failed before; the earlier failures are kept in "
                    + shown.failures().resolveSibling(aside.getFileName()));
        }
    }

    private record Opened(JsonlAppender appender, EarlierRuns.Found found, int torn) {}

    /** Opens a file and reads it; one with damaged lines is backed up and written anew without them first. */
    private static Opened openWhole(
            Path file, Path shown, Kind kind, AppendOptions options, Hold hold, EarlierRuns runs, TaskContext context)
            throws IOException, TaskException {
        AppendListener listener = new DiskWatch(context, shown, options.giveUpAfter(), hold);
        JsonlAppender appender = JsonlAppender.open(file, options, listener);
        int torn = appender.recovery() instanceof Recovery.TornSetAside ? 1 : 0;
        try {
            EarlierRuns.Found found = runs.read(file, kind);
            if (found.foreign() > 0) {
                throw foreign(shown, found.foreign());
            }
            if (found.damaged() == 0) {
                return new Opened(appender, found, torn);
            }
            appender.close();
            Path aside = file.resolveSibling(file.getFileName() + ".damaged_"
                    + STAMP.format(context.clock().instant()));
            runs.repair(file, kind, aside);
            context.say("damaged lines in " + shown + ": the file as it was is kept as "
                    + shown.resolveSibling(aside.getFileName()) + ", their records are done again");
            return new Opened(JsonlAppender.open(file, options, listener), found, torn);
        } catch (IOException | TaskException | RuntimeException e) {
            appender.close();
            throw e;
        }
    }

    JsonlAppender answers() {
        return answers;
    }

    JsonlAppender failures() {
        return failures;
    }

    RecordIds ids() {
        return ids;
    }

    Earlier earlier() {
        return earlier;
    }

    /** Makes everything durable and lets the files go; both are closed, whatever happens to the first. */
    @Override
    public void close() throws IOException {
        try (failures) {
            answers.close();
        }
    }

    private static TaskException foreign(Path shown, long line) {
        return new TaskException(
                Fault.CONFIGURATION,
                String.format(
                        Locale.ROOT,
                        "%s is no output of a distillation: line %,d is a record without an answer",
                        shown,
                        line),
                "Set distillation.output_path to another directory, or move that file away.");
    }

    static TaskException unwritable(Path shown, IOException e) {
        return new TaskException(
                Fault.MACHINE,
                "the output cannot be written: " + shown + ": " + reason(e),
                "Set distillation.output_path to a directory that can be written, or make it so.",
                e,
                null);
    }

    /** What went wrong with a file, without its path, which stands in front. */
    static String reason(IOException e) {
        if (e instanceof AppendFailedException && e.getCause() instanceof IOException cause) {
            return reason(cause);
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "there is a file in the place of the directory";
        }
        if (e instanceof FileSystemException file && file.getReason() != null) {
            return file.getReason().toLowerCase(Locale.ROOT);
        }
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }
}
