package dev.retort.simulator;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How a simulated model behaves. Start from {@link #defaults()}, which answers everything at once and without a fault:
 *
 * <pre>{@code
 * Behaviour.defaults().withLatency(Latency.parse("lognormal 300ms p99 2s")).withFaults(Faults.mix(0.05))
 * }</pre>
 *
 * @param model the name that {@code /v1/models} lists; requests may name any model, and replies echo it
 * @param latency how long a reply takes
 * @param tokensPerSecond when present, a reply takes this much longer by its length
 * @param replyLength how long placeholder replies are
 * @param replies replies by prompt; a request that none of them fits gets a placeholder
 * @param reasoning where what the model thinks is put
 * @param promptCache whether the usage tells how much of a prompt came before ({@code cached_tokens})
 * @param faults what goes wrong on purpose
 * @param limits what the simulated account allows
 * @param seed decides texts, latencies and faults
 * @param threads event loops; one is enough for tens of thousands of requests a second
 */
public record Behaviour(
        String model,
        Latency latency,
        OptionalDouble tokensPerSecond,
        ReplyLength replyLength,
        Optional<ReplyBook> replies,
        ReasoningStyle reasoning,
        boolean promptCache,
        Faults faults,
        Limits limits,
        long seed,
        int threads) {

    public Behaviour {
        if (model.isBlank()) {
            throw new IllegalArgumentException("the model needs a name");
        }
        if (threads < 1 || threads > 64) {
            throw new IllegalArgumentException("threads must lie from 1 to 64, found " + threads);
        }
        if (!(tokensPerSecond.orElse(1) > 0)) {
            throw new IllegalArgumentException(
                    "tokens_per_second must be above 0, found " + tokensPerSecond.getAsDouble());
        }
    }

    /** A model named {@code simulated} that answers everything at once with 20 to 120 tokens. */
    public static Behaviour defaults() {
        return new Behaviour(
                "simulated",
                Latency.NONE,
                OptionalDouble.empty(),
                ReplyLength.SHORT,
                Optional.empty(),
                ReasoningStyle.AS_WRITTEN,
                false,
                Faults.NONE,
                Limits.NONE,
                0,
                1);
    }

    public Behaviour withModel(String name) {
        return new Behaviour(
                name,
                latency,
                tokensPerSecond,
                replyLength,
                replies,
                reasoning,
                promptCache,
                faults,
                limits,
                seed,
                threads);
    }

    public Behaviour withLatency(Latency other) {
        return new Behaviour(
                model,
                other,
                tokensPerSecond,
                replyLength,
                replies,
                reasoning,
                promptCache,
                faults,
                limits,
                seed,
                threads);
    }

    public Behaviour withTokensPerSecond(double rate) {
        return new Behaviour(
                model,
                latency,
                OptionalDouble.of(rate),
                replyLength,
                replies,
                reasoning,
                promptCache,
                faults,
                limits,
                seed,
                threads);
    }

    public Behaviour withReplyLength(ReplyLength other) {
        return new Behaviour(
                model, latency, tokensPerSecond, other, replies, reasoning, promptCache, faults, limits, seed, threads);
    }

    public Behaviour withReplies(ReplyBook book) {
        return new Behaviour(
                model,
                latency,
                tokensPerSecond,
                replyLength,
                Optional.of(book),
                reasoning,
                promptCache,
                faults,
                limits,
                seed,
                threads);
    }

    public Behaviour withReasoning(ReasoningStyle style) {
        return new Behaviour(
                model,
                latency,
                tokensPerSecond,
                replyLength,
                replies,
                style,
                promptCache,
                faults,
                limits,
                seed,
                threads);
    }

    public Behaviour withPromptCache(boolean cached) {
        return new Behaviour(
                model,
                latency,
                tokensPerSecond,
                replyLength,
                replies,
                reasoning,
                cached,
                faults,
                limits,
                seed,
                threads);
    }

    public Behaviour withFaults(Faults other) {
        return new Behaviour(
                model,
                latency,
                tokensPerSecond,
                replyLength,
                replies,
                reasoning,
                promptCache,
                other,
                limits,
                seed,
                threads);
    }

    public Behaviour withLimits(Limits other) {
        return new Behaviour(
                model,
                latency,
                tokensPerSecond,
                replyLength,
                replies,
                reasoning,
                promptCache,
                faults,
                other,
                seed,
                threads);
    }

    public Behaviour withSeed(long other) {
        return new Behaviour(
                model,
                latency,
                tokensPerSecond,
                replyLength,
                replies,
                reasoning,
                promptCache,
                faults,
                limits,
                other,
                threads);
    }

    public Behaviour withThreads(int count) {
        return new Behaviour(
                model,
                latency,
                tokensPerSecond,
                replyLength,
                replies,
                reasoning,
                promptCache,
                faults,
                limits,
                seed,
                count);
    }
}
