package dev.retort.plugins.distillation;

import dev.retort.plugins.distillation.input.Input;
import dev.retort.plugins.distillation.input.InputCount;
import dev.retort.plugins.distillation.input.InputReader;
import dev.retort.plugins.distillation.prompt.PromptSource;
import dev.retort.spi.TaskException;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The flow of a round: lines are read by the thread of the task, sent by the workers of the client, and each answer is appended by
 * the worker that got it. Nothing in between grows with the input: the {@link Window} bounds what is under way, the queues of the
 * appenders what waits for the disk.
 */
final class DistillationRun {

    private final DistillationSection section;
    private final Path input;
    private final PromptSource prompts;
    private final Output output;
    private final Keeping keeping;
    private final Asking asking;
    private final Identical identical;
    private final Window window;
    private final Ledger ledger;

    DistillationRun(
            DistillationSection section,
            Path input,
            PromptSource prompts,
            Output output,
            Keeping keeping,
            Asking asking,
            Identical identical,
            Window window,
            Ledger ledger) {
        this.section = section;
        this.input = input;
        this.prompts = prompts;
        this.output = output;
        this.keeping = keeping;
        this.asking = asking;
        this.identical = identical;
        this.window = window;
        this.ledger = ledger;
    }

    /** Answers every record, or as many as it can until there is a reason to stop. */
    void run() throws TaskException, InterruptedException {
        try (LineCount count = LineCount.start(section, input, ledger.tally())) {
            long read = feed();
            window.awaitEmpty();
            while (identical.anyWait() && !ledger.stop().requested()) {
                keeping.settle();
                feedWaiting();
                window.awaitEmpty();
            }
            keeping.settle();
            checkNothingIsMissing(read);
        }
    }

    /** Hands over record after record, and says how many there were. */
    private long feed() throws TaskException, InterruptedException {
        long seen = 0;
        long asked = 0;
        try (InputReader reader = InputReader.open(input, output.ids(), prompts, rules())) {
            for (Input line = reader.next(); line != null && !ledger.stop().requested(); line = reader.next()) {
                if (ledger.preflight().enough(asked)) {
                    return seen;
                }
                seen++;
                if (line instanceof Input.Finished) {
                    ledger.tally().skipped();
                } else if (line instanceof Input.Unusable unusable) {
                    keeping.unusable(unusable);
                } else if (line instanceof Input.Question question && enter(question)) {
                    asked++;
                }
            }
        } catch (IOException e) {
            ledger.stop().because(new Stop.Reason.Unreadable(e));
            throw DistillationTask.unreadable(section.inputPath(), e);
        }
        if (!ledger.stop().requested()) {
            ledger.tally().total(seen);
        }
        return seen;
    }

    /** Hands over the records that were put off because an identical request was under way. */
    private void feedWaiting() throws InterruptedException {
        try (Deferred waiting = identical.nextPass()) {
            waiting.forEach(prompts, question -> {
                if (!ledger.stop().requested()) {
                    enter(question);
                }
            });
        } catch (IOException e) {
            Path file = e instanceof DeferredException waiting
                    ? waiting.file()
                    : section.files().answers();
            ledger.stop().because(new Stop.Reason.Unwritable(file, e));
        }
    }

    /** Hands over a record when there is room for it and money left; false when there will be neither. */
    private boolean enter(Input.Question question) throws InterruptedException {
        if (window.enter(question.weight(), ledger.spending()::allows)) {
            asking.ask(question);
            return true;
        }
        if (ledger.spending().exhausted()) {
            ledger.stop().because(new Stop.Reason.Spent());
        }
        return false;
    }

    private InputReader.Options rules() {
        return InputReader.Options.ofLines(section.maxRecordBytes())
                .withId(section.mapping().id())
                .withReserved(section.lines().reserved())
                .withShard(section.part());
    }

    /** A run that was not stopped has an answer or a failure for each record it read; anything else must not pass for done. */
    private void checkNothingIsMissing(long read) {
        long kept = ledger.tally().answeredCount()
                + ledger.tally().rejectedCount()
                + ledger.tally().failedCount()
                + ledger.tally().skippedCount();
        if (!ledger.stop().requested() && kept != read) {
            throw new IllegalStateException("of " + read + " records only " + kept + " were kept");
        }
    }

    /** Counts the records of the input beside the run, which need not wait for it. */
    private static final class LineCount implements AutoCloseable {

        private final Thread thread;

        private LineCount(Thread thread) {
            this.thread = thread;
        }

        static LineCount start(DistillationSection section, Path input, Tally tally) {
            Thread thread = new Thread(
                    () -> {
                        if (tally.toGo().isPresent()) {
                            return; // it was counted before
                        }
                        try {
                            tally.total(section.part().of(InputCount.of(input).records()));
                        } catch (IOException e) {
                            return; // the reader meets the same error and reports it
                        }
                    },
                    "line-count");
            thread.setDaemon(true);
            thread.start();
            return new LineCount(thread);
        }

        @Override
        public void close() {
            thread.interrupt();
        }
    }
}
