package dev.retort.model;

import dev.retort.model.Transport.Outcome;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The course of a request, from one attempt to the next and to its result. */
final class Course {

    private static final Logger LOG = LoggerFactory.getLogger(ChatClient.class);

    private final Transport transport;
    private final RetryPolicy policy;
    private final AttemptListener listener;
    private final Counters counters;
    private final TimeSource time;
    private final RandomGenerator random;

    Course(
            Transport transport,
            RetryPolicy policy,
            AttemptListener listener,
            Counters counters,
            TimeSource time,
            RandomGenerator random) {
        this.transport = transport;
        this.policy = policy;
        this.listener = listener;
        this.counters = counters;
        this.time = time;
        this.random = random;
    }

    /** Makes the next attempt and hands over its result, or lets the job wait for another one. */
    void run(Job job, int slot, Scheduler scheduler) {
        job.attempts++;
        Outcome outcome = attempt(job, slot);
        if (outcome instanceof Outcome.Failed failed && failed.stale() && !job.staleRetryUsed) {
            // The server had hung up before it saw the request. That is nobody's failed attempt.
            job.staleRetryUsed = true;
            outcome = attempt(job, slot);
        }
        if (outcome instanceof Outcome.Answered answered) {
            counters.answer(answered.reply().usage());
            report(job, answered.latency(), null, null);
            deliver(
                    job,
                    new ChatResult.Answer(
                            answered.reply(), job.attempts, answered.latency(), elapsed(job), transport.endpoint()));
        } else if (outcome instanceof Outcome.Failed failed) {
            failed(job, failed, scheduler);
        }
    }

    /** Hands back a job that will not be attempted, or not again. */
    void undone(Job job) {
        String message = job.attempts == 0
                ? "not sent: the client was stopped before its turn came"
                : "the client was stopped before attempt " + (job.attempts + 1);
        fail(job, AttemptFailure.of(FailureClass.CANCELLED, job.attempts == 0 ? "not_sent" : "not_retried", message));
    }

    private void failed(Job job, Outcome.Failed failed, Scheduler scheduler) {
        AttemptFailure failure = failed.failure();
        counters.failedAttempt(failure.kind());
        RetryPolicy.Decision decision = policy.decide(failure, job.attempts, random);
        if (decision instanceof RetryPolicy.Decision.Retry retry) {
            report(job, failed.latency(), failure, retry.after());
            job.lastWait = retry.after();
            if (scheduler.park(job, retry.after())) {
                counters.retry();
            } else {
                undone(job);
            }
        } else if (decision instanceof RetryPolicy.Decision.GiveUp giveUp) {
            report(job, failed.latency(), failure, null);
            fail(job, giveUp.reason());
        }
    }

    private Outcome attempt(Job job, int slot) {
        counters.attempt();
        try {
            return transport.attempt(job.request, slot);
        } catch (RuntimeException | Error e) {
            LOG.error("a bug in the model client", e);
            return new Outcome.Failed(
                    AttemptFailure.of(FailureClass.RUN, "internal_error", "a bug in the model client: " + e),
                    Duration.ZERO,
                    false);
        }
    }

    private void fail(Job job, AttemptFailure reason) {
        counters.failure(reason.kind());
        deliver(
                job,
                new ChatResult.Failure(
                        reason.kind(),
                        reason.type(),
                        reason.message(),
                        reason.httpStatus(),
                        job.attempts,
                        job.lastWait,
                        elapsed(job),
                        transport.endpoint()));
    }

    private void deliver(Job job, ChatResult result) {
        try {
            job.consumer.accept(result);
        } catch (RuntimeException | Error e) {
            LOG.error("the consumer of a result failed", e);
        }
    }

    private void report(Job job, Duration latency, @Nullable AttemptFailure failure, @Nullable Duration nextWait) {
        if (listener != AttemptListener.NONE) {
            listener.attempted(
                    new AttemptListener.Report(transport.endpoint(), job.attempts, latency, failure, nextWait));
        }
    }

    private Duration elapsed(Job job) {
        return Duration.ofNanos(time.nanoTime() - job.submitted);
    }
}
