package dev.retort.plugins.distillation;

import dev.retort.jsonl.Acknowledgement;
import dev.retort.jsonl.JsonlAppender;
import dev.retort.model.AttemptListener;
import dev.retort.model.ChatResult;
import dev.retort.model.FailureClass;
import dev.retort.model.config.Model;
import dev.retort.plugins.distillation.input.Input;
import dev.retort.plugins.distillation.input.InputCount;
import dev.retort.plugins.distillation.input.InputReader;
import dev.retort.plugins.distillation.prompt.Messages;
import dev.retort.plugins.distillation.prompt.RecordMessages;
import dev.retort.plugins.distillation.result.Answered;
import dev.retort.plugins.distillation.result.OutputFiles;
import dev.retort.plugins.distillation.result.ResultLines;
import dev.retort.spi.Cancellation;
import dev.retort.spi.TaskContext;
import dev.retort.spi.TaskException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * The flow of a run: lines are read by the thread of the task, sent by the workers of the client, and each answer is appended by
 * the worker that got it. Nothing in between grows with the input: the {@link Window} bounds what is under way, the queues of the
 * appenders what waits for the disk.
 */
final class DistillationRun {

    private final DistillationSection section;
    private final Path input;
    private final OutputFiles shown;
    private final TaskContext context;
    private final Output output;
    private final Stop stop;
    private final ResultLines lines;
    private final Tally tally;
    private final Hold hold;
    private final Window window;

    DistillationRun(
            DistillationSection section,
            OutputFiles shown,
            TaskContext context,
            Output output,
            Hold hold,
            Stop stop,
            Tally tally) {
        this.section = section;
        this.shown = shown;
        this.input = context.resolve(section.inputPath());
        this.context = context;
        this.output = output;
        this.stop = stop;
        this.lines = new ResultLines(context.clock(), context::mask);
        this.hold = hold;
        this.window = Window.forConcurrency(section.concurrency());
        this.tally = tally;
    }

    /** Answers every record, or as many as it can until there is a reason to stop. */
    void run() throws TaskException, InterruptedException {
        LineCount count = LineCount.start(input, tally);
        try (count;
                Model model =
                        Model.open(section.modelConfig().value(), section.concurrency(), logged(), context::resolve);
                Cancellation.Registration cancel =
                        context.cancellation().onRequest(() -> stop.because(new Stop.Reason.Cancelled()));
                TaskContext.ProgressWatch watch =
                        context.watch(() -> tally.snapshot(model.client().stats(), section.concurrency()))) {
            hold.attach(model.client());
            stop.onRequest(() -> takeNoMore(model));
            long read = feed(model);
            window.awaitEmpty();
            settle();
            checkNothingIsMissing(read);
        }
    }

    private long feed(Model model) throws TaskException, InterruptedException {
        long seen = 0;
        try (InputReader reader =
                InputReader.open(input, output.ids(), new RecordMessages("messages"), section.maxRecordBytes())) {
            for (Input line = reader.next(); line != null && !stop.requested(); line = reader.next()) {
                seen++;
                if (line instanceof Input.Finished) {
                    tally.skipped();
                } else if (line instanceof Input.Unusable unusable) {
                    keepFailure(lines.unusable(unusable), unusable.line(), unusable.type(), unusable.message(), 0);
                } else if (line instanceof Input.Question question && window.enter(question.weight())) {
                    ask(model, question);
                }
            }
        } catch (IOException e) {
            takeNoMore(model);
            throw DistillationTask.unreadable(section.inputPath(), e);
        }
        if (!stop.requested()) {
            tally.total(seen);
        }
        return seen;
    }

    /** A run that was not stopped has an answer or a failure for each record it read; anything else must not pass for done. */
    private void checkNothingIsMissing(long read) {
        long kept = tally.answeredCount() + tally.failedCount() + tally.skippedCount();
        if (!stop.requested() && kept != read) {
            throw new IllegalStateException("of " + read + " records only " + kept + " were kept");
        }
    }

    private void ask(Model model, Input.Question question) {
        Messages messages = question.prompt().kept();
        model.client().submit(model.body().with(messages.source(), messages.from(), messages.to()), result -> {
            try {
                keep(question, result);
            } catch (RuntimeException | Error e) {
                stop.because(new Stop.Reason.Broken(e));
            } finally {
                window.leave(question.weight());
            }
        });
    }

    private void keep(Input.Question question, ChatResult result) {
        if (result instanceof ChatResult.Answer answer) {
            tally.received(answer);
            append(
                    output.answers(),
                    shown.answers(),
                    lines.answered(new Answered(
                            question.line(), question.recordId(), question.record(), question.prompt(), answer)),
                    tally::answered);
        } else if (result instanceof ChatResult.Failure failure) {
            if (failure.kind() == FailureClass.RUN) {
                stop.because(new Stop.Reason.Refused(failure.type(), failure.message(), failure.httpStatus()));
            } else if (failure.kind() != FailureClass.CANCELLED) {
                keepFailure(
                        lines.failed(question, failure),
                        question.line(),
                        failure.type(),
                        failure.message(),
                        failure.attempts());
            }
        }
    }

    private void keepFailure(byte[] line, long number, String type, String message, int attempts) {
        context.events()
                .emit("record_failed", Map.of("line", number, "type", type, "message", message, "attempts", attempts));
        append(output.failures(), shown.failures(), line, () -> tally.failed(type, attempts));
    }

    private void append(JsonlAppender file, Path name, byte[] line, Runnable safe) {
        try {
            file.append(line, new Acknowledgement() {
                @Override
                public void durable() {
                    safe.run();
                }

                /** The disk was waited for in vain. Nothing may be under way any more that would notice by appending. */
                @Override
                public void failed(IOException cause) {
                    lost(name, cause);
                }
            });
        } catch (IOException e) {
            lost(name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void lost(Path name, IOException cause) {
        tally.lost();
        stop.because(new Stop.Reason.Unwritable(name, cause));
    }

    /** Waits until everything is on disk, so that the last progress counts it. */
    private void settle() throws InterruptedException {
        flush(output.answers(), shown.answers());
        flush(output.failures(), shown.failures());
    }

    private void flush(JsonlAppender file, Path name) throws InterruptedException {
        try {
            file.flush();
        } catch (IOException e) {
            stop.because(new Stop.Reason.Unwritable(name, e)); // unless one of its records has told it already
        }
    }

    private void takeNoMore(Model model) {
        window.close();
        model.client().drain();
    }

    private AttemptListener logged() {
        return report -> {
            if (report.failure() != null && context.logger().isDebugEnabled()) {
                context.logger()
                        .debug(
                                "attempt {} failed after {} ms: {}",
                                report.attempt(),
                                report.latency().toMillis(),
                                report.failure().message());
            }
        };
    }

    /** Counts the records of the input beside the run, which need not wait for it. */
    private static final class LineCount implements AutoCloseable {

        private final Thread thread;

        private LineCount(Thread thread) {
            this.thread = thread;
        }

        static LineCount start(Path input, Tally tally) {
            Thread thread = new Thread(
                    () -> {
                        if (tally.toGo().isPresent()) {
                            return; // it was counted before
                        }
                        try {
                            tally.total(InputCount.of(input).records());
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
