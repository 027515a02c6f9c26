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

    private final RetryPolicy policy;
    private final AttemptListener listener;
    private final Counters counters;
    private final TimeSource time;
    private final RandomGenerator random;
    private final Endpoint first;

    Course(
            RetryPolicy policy,
            AttemptListener listener,
            Counters counters,
            TimeSource time,
            RandomGenerator random,
            Endpoint first) {
        this.policy = policy;
        this.listener = listener;
        this.counters = counters;
        this.time = time;
        this.random = random;
        this.first = first;
    }

    /** Makes the attempt that the slot was given and sees to what comes of it. Throws nothing. */
    void run(Slot slot, Scheduler scheduler) {
        try {
            settle(slot, attempt(slot), scheduler);
        } catch (RuntimeException | Error e) {
            LOG.error("a bug in the model client", e);
            fail(slot.job(), bug(e));
        }
    }

    private Outcome attempt(Slot slot) {
        Transport transport = slot.lane().transport;
        Job job = slot.job();
        try {
            counters.attempt();
            Outcome outcome = transport.attempt(job.request, slot.number);
            if (outcome instanceof Outcome.Failed failed && failed.stale() && !job.staleRetryUsed) {
                // The server had hung up before it saw the request. That is nobody's failed attempt.
                job.staleRetryUsed = true;
                counters.attempt();
                outcome = transport.attempt(job.request, slot.number);
            }
            return outcome;
        } catch (RuntimeException | Error e) {
            LOG.error("a bug in the model client", e);
            return new Outcome.Failed(bug(e), Duration.ZERO, false, null);
        }
    }

    /** Hands over the result that the outcome means, or lets the job wait for another attempt. */
    void settle(Slot slot, Outcome outcome, Scheduler scheduler) {
        Job job = slot.job();
        job.last = slot.lane();
        if (job.attempts++ > 0) {
            counters.retry();
        }
        slot.outcome = outcome;
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
                            endpoint(job),
                            answered.firstToken()));
        } else if (outcome instanceof Outcome.Failed failed) {
            failed(slot, failed, scheduler);
        }
    }

    /** Hands back a job that will not be sent any more: the client was stopped, or nobody is left to be asked. */
    void undone(Job job, @Nullable AttemptFailure nobodyLeft) {
        if (nobodyLeft != null) {
            fail(job, nobodyLeft);
        } else if (job.attempts == 0) {
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

    private void failed(Slot slot, Outcome.Failed failed, Scheduler scheduler) {
        Job job = slot.job();
        Lane.Fate fate = scheduler.ended(slot, failed);
        AttemptFailure failure = failed.failure();
        if (fate == Lane.Fate.ORDINARY) {
            boolean passing = failure.kind() == FailureClass.RUN;
            decide(job, slot.lane(), failed, passing ? failure.as(FailureClass.TRANSIENT) : failure, scheduler);
            return;
        }
        counters.failedAttempt(failure.kind());
        job.avoid = slot.lane();
        job.lastFailure = failure.message();
        boolean counts = failure.kind() == FailureClass.RUN && failure.httpStatus() != 0;
        report(job, failed.latency(), failure, null);
        job.attempts--;
        if (!scheduler.requeue(job)) {
            job.attempts += counts ? 1 : 0;
            undone(job, scheduler.allOut());
        }
        scheduler.stranded().forEach(each -> undone(each, scheduler.allOut()));
    }

    private void decide(Job job, Lane lane, Outcome.Failed failed, AttemptFailure failure, Scheduler scheduler) {
        counters.failedAttempt(failure.kind());
        boolean refused = failure.kind() == FailureClass.PRESSURE;
        job.refusals += refused ? 1 : 0;
        int counted = refused ? job.refusals : job.attempts - job.refusals;
        // How long an endpoint wants to be left alone is no matter of the others, to one of which the job goes next.
        boolean elsewhere = failure.retryAfter() != null && scheduler.othersServe(lane);
        RetryPolicy.Decision decision =
                policy.decide(elsewhere ? failure.withAdvice(failure.shouldRetry(), null) : failure, counted, random);
        if (decision instanceof RetryPolicy.Decision.Retry retry) {
            report(job, failed.latency(), failure, retry.after());
            Duration waited = job.lastWait;
            job.lastWait = retry.after();
            job.lastFailure = failure.message();
            job.avoid = lane;
            if (!scheduler.park(job, retry.after())) {
                job.lastWait = waited;
                undone(job, scheduler.allOut());
            }
        } else if (decision instanceof RetryPolicy.Decision.GiveUp giveUp) {
            report(job, failed.latency(), failure, null);
            fail(job, giveUp.reason());
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
                        endpoint(job)));
    }

    private static AttemptFailure bug(Throwable e) {
        return AttemptFailure.of(FailureClass.RECORD, "internal_error", "a bug in the model client: " + e);
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
            listener.attempted(new AttemptListener.Report(endpoint(job), job.attempts, latency, failure, nextWait));
        } catch (RuntimeException | Error e) {
            LOG.error("the listener to attempts failed", e);
        }
    }

    private Endpoint endpoint(Job job) {
        return job.last == null ? first : job.last.transport.endpoint();
    }

    private Duration elapsed(Job job) {
        return Duration.ofNanos(time.nanoTime() - job.submitted);
    }
}
