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

    /** Makes the next attempt and hands over its result, or lets the job wait for another one. Throws nothing. */
    void run(Job job, int slot, Scheduler scheduler) {
        try {
            advance(job, slot, scheduler);
        } catch (RuntimeException | Error e) {
            LOG.error("a bug in the model client", e);
            fail(job, AttemptFailure.of(FailureClass.RECORD, "internal_error", "a bug in the model client: " + e));
        }
    }

    private void advance(Job job, int slot, Scheduler scheduler) {
        if (job.attempts++ > 0) {
            counters.retry();
        }
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
                            answered.reply(),
                            job.attempts,
                            answered.latency(),
                            elapsed(job),
                            transport.endpoint(),
                            answered.firstToken()));
        } else if (outcome instanceof Outcome.Failed failed) {
            failed(job, failed, scheduler);
        }
    }

    /** Hands back a job that was never sent, or waits for its next attempt, and now will not be. */
    void undone(Job job) {
        if (job.attempts == 0) {
            fail(job, AttemptFailure.of(FailureClass.CANCELLED, "not_sent", "not sent: the client was stopped first"));
        } else {
            fail(
                    job,
                    AttemptFailure.of(
                            FailureClass.CANCELLED,
                            "not_retried",
                            "the client was stopped before attempt " + (job.attempts + 1) + "; the last one: "
                                    + job.lastFailure));
        }
    }

    private void failed(Job job, Outcome.Failed failed, Scheduler scheduler) {
        AttemptFailure failure = failed.failure();
        counters.failedAttempt(failure.kind());
        RetryPolicy.Decision decision = policy.decide(failure, job.attempts, random);
        if (decision instanceof RetryPolicy.Decision.Retry retry) {
            report(job, failed.latency(), failure, retry.after());
            Duration waited = job.lastWait;
            job.lastWait = retry.after();
            job.lastFailure = failure.message();
            if (!scheduler.park(job, retry.after())) {
                job.lastWait = waited;
                undone(job);
            }
        } else if (decision instanceof RetryPolicy.Decision.GiveUp giveUp) {
            report(job, failed.latency(), failure, null);
            fail(job, giveUp.reason());
        }
    }

    private Outcome attempt(Job job, int slot) {
        counters.attempt();
        return transport.attempt(job.request, slot);
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
        if (listener == AttemptListener.NONE) {
            return;
        }
        try {
            listener.attempted(
                    new AttemptListener.Report(transport.endpoint(), job.attempts, latency, failure, nextWait));
        } catch (RuntimeException | Error e) {
            LOG.error("the listener to attempts failed", e);
        }
    }

    private Duration elapsed(Job job) {
        return Duration.ofNanos(time.nanoTime() - job.submitted);
    }
}
