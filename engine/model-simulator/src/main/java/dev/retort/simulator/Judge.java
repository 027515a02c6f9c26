package dev.retort.simulator;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Decides what each chat request gets, and when. Safe for use by many threads. */
final class Judge {

    /** Kinds of draws; each has its own sequence of random numbers. */
    private enum Draw {
        FAULT(1),
        LATENCY(2),
        RECORD(3),
        LENGTH(4);

        private final long salt;

        Draw(long salt) {
            this.salt = salt;
        }
    }

    private final Behaviour behaviour;
    private final FaultKind[] kinds;
    private final double[] upTo;
    private final double recordRate;
    private final long seed;
    private final boolean asWritten;
    private final int mostInFlight;
    private final RateLimits rates;
    private final @Nullable WorkerQueue workers;
    private final AtomicLong arrived = new AtomicLong();
    private final AtomicLong granted = new AtomicLong();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger peak = new AtomicInteger();
    private final AtomicInteger hanging = new AtomicInteger();

    Judge(Behaviour behaviour) {
        this.behaviour = behaviour;
        seed = Hashing.mix(behaviour.seed());
        asWritten = behaviour.reasoning() == ReasoningStyle.AS_WRITTEN;
        Limits limits = behaviour.limits();
        mostInFlight = limits.maxInFlight().orElse(Integer.MAX_VALUE);
        rates = new RateLimits(limits, System.nanoTime());
        workers =
                limits.workers().isPresent() ? new WorkerQueue(limits.workers().getAsInt(), System.nanoTime()) : null;
        Faults faults = behaviour.faults();
        kinds = faults.rates().keySet().stream()
                .filter(kind -> !kind.ofRecord())
                .toArray(FaultKind[]::new);
        upTo = new double[kinds.length];
        double sum = 0;
        for (int i = 0; i < kinds.length; i++) {
            sum += faults.rate(kinds[i]);
            upTo[i] = sum;
        }
        recordRate = faults.rate(FaultKind.CONTEXT_LENGTH_EXCEEDED);
    }

    /** Fills the verdict in; {@link #over} must be called when the request is dealt with. */
    void judge(Exchange exchange) {
        exchange.sequence = arrived.getAndIncrement();
        exchange.delayNanos = 0;
        exchange.queueNanos = 0;
        int now = inFlight.incrementAndGet();
        if (!rates.none()) {
            // Chosen first: what a reply will cost is charged when the request comes.
            chooseReply(exchange);
            if (!rates.admit(exchange, System.nanoTime(), cost(exchange))) {
                exchange.verdict = Exchange.Verdict.OVER_RATE;
                return;
            }
        }
        if (now > mostInFlight) {
            exchange.verdict = Exchange.Verdict.BUSY;
            return;
        }
        peak.accumulateAndGet(inFlight.get(), Math::max);
        if (spent()) {
            exchange.verdict = Exchange.Verdict.OUT_OF_QUOTA;
            return;
        }
        FaultKind fault = fault(exchange);
        if (fault == FaultKind.HANG) {
            hanging.incrementAndGet();
        }
        exchange.fault = fault;
        exchange.verdict = fault == null ? Exchange.Verdict.REPLY : Exchange.Verdict.FAULT;
        if (fault == null && !grant()) {
            exchange.verdict = Exchange.Verdict.OUT_OF_QUOTA;
        } else if (fault == null || fault.afterLatency() || exchange.streams()) {
            chooseReply(exchange);
            long work = delay(exchange);
            exchange.queueNanos = workers == null ? 0 : workers.take(System.nanoTime(), work);
            exchange.delayNanos = exchange.queueNanos + work;
        }
    }

    /** The request is answered, or its connection is gone. */
    void over(Exchange exchange) {
        inFlight.decrementAndGet();
        if (exchange.fault == FaultKind.HANG) {
            hanging.decrementAndGet();
        }
    }

    RateLimits rates() {
        return rates;
    }

    int inFlight() {
        return inFlight.get();
    }

    int peak() {
        return peak.get();
    }

    /** How many requests still get an answer. */
    int toAnswer() {
        return inFlight.get() - hanging.get();
    }

    private boolean spent() {
        return behaviour.limits().quota().isPresent()
                && granted.get() >= behaviour.limits().quota().getAsLong();
    }

    private boolean grant() {
        long quota = behaviour.limits().quota().orElse(Long.MAX_VALUE);
        return granted.getAndUpdate(count -> count < quota ? count + 1 : count) < quota;
    }

    private @Nullable FaultKind fault(Exchange exchange) {
        if (kinds.length > 0) {
            double quantile = draw(Draw.FAULT, exchange.sequence);
            for (int i = 0; i < kinds.length; i++) {
                if (quantile < upTo[i]) {
                    return kinds[i];
                }
            }
        }
        boolean ofRecord = recordRate > 0 && draw(Draw.RECORD, exchange.textHash) < recordRate;
        return ofRecord ? FaultKind.CONTEXT_LENGTH_EXCEEDED : null;
    }

    private void chooseReply(Exchange exchange) {
        exchange.reply = behaviour
                .replies()
                .map(book -> book.find(exchange.userTexts, Hashing.mix(seed, exchange.textHash), exchange.round))
                .map(reply -> asWritten ? reply : reply.thoughtful())
                .orElse(null);
        exchange.targetTokens = behaviour.replyLength().tokensAt(draw(Draw.LENGTH, exchange.textHash + exchange.round));
    }

    private static long cost(Exchange exchange) {
        return exchange.promptTokens + (long) exchange.choices * replyTokens(exchange);
    }

    private static int replyTokens(Exchange exchange) {
        Reply reply = exchange.reply;
        return Math.min(exchange.tokenLimit, reply == null ? exchange.targetTokens : reply.tokens());
    }

    private long delay(Exchange exchange) {
        long nanos = behaviour.latency().nanosAt(draw(Draw.LATENCY, exchange.sequence));
        exchange.firstTokenNanos = nanos / 4;
        if (behaviour.tokensPerSecond().isPresent()) {
            exchange.firstTokenNanos = nanos;
            nanos += (long) (replyTokens(exchange) / behaviour.tokensPerSecond().getAsDouble() * 1e9);
        }
        return nanos;
    }

    private double draw(Draw draw, long what) {
        return Hashing.quantile(Hashing.mix(seed + draw.salt, what));
    }
}
