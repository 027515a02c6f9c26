package dev.retort.model;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * When the next request may go to one endpoint, by the budgets of the user and by what the server says is left; the stricter wins.
 * The price of a request in tokens is estimated before it is sent and corrected by the usage that comes back.
 */
final class Pacing {

    private static final double FIRST_COMPLETION = 256;
    private static final double FIRST_PER_BYTE = 0.25;

    private final List<TokenBucket> requests = new ArrayList<>();
    private final @Nullable TokenBucket tokens;
    private final ServerAllowance requestsLeft = new ServerAllowance();
    private final ServerAllowance tokensLeft = new ServerAllowance();
    private double meanCompletion = FIRST_COMPLETION;
    private double promptPerByte = FIRST_PER_BYTE;
    private long completions;
    private long prompts;
    private double tokensSent;

    Pacing(Budgets budgets, long now) {
        budgets.requestsPerSecond().ifPresent(amount -> requests.add(TokenBucket.perSecond(amount, now)));
        budgets.requestsPerMinute().ifPresent(amount -> requests.add(TokenBucket.perMinute(amount, now)));
        tokens = budgets.tokensPerMinute().isPresent()
                ? TokenBucket.perMinute(budgets.tokensPerMinute().getAsDouble(), now)
                : null;
    }

    /** What the request is likely to cost. What a byte costs is learned, since an image's bytes cost far less than a text's. */
    double price(ChatRequest request) {
        return promptPerByte * request.body().length + meanCompletion;
    }

    /** Nanoseconds until the request may go; 0 when it may now. */
    long delay(ChatRequest request, long now) {
        double price = price(request);
        return Math.max(requestWait(now), tokenWait(price, now));
    }

    /** Which of the two keeps the request back, for people. */
    String reason(ChatRequest request, long now) {
        return tokenWait(price(request), now) > requestWait(now) ? "the token budget" : "the request budget";
    }

    private long requestWait(long now) {
        long wait = requestsLeft.delay(1, now);
        for (TokenBucket bucket : requests) {
            wait = Math.max(wait, bucket.delay(1, now));
        }
        return wait;
    }

    private long tokenWait(double price, long now) {
        long wait = tokensLeft.delay(price, now);
        return tokens == null ? wait : Math.max(wait, tokens.delay(price, now));
    }

    /** The request goes; what it was charged stands in the slot. */
    void sent(Slot slot, ChatRequest request, long now) {
        slot.charged = price(request);
        slot.tokensBefore = tokensSent;
        tokensSent += slot.charged;
        for (TokenBucket bucket : requests) {
            bucket.take(1, now);
        }
        if (tokens != null) {
            tokens.take(slot.charged, now);
        }
        requestsLeft.take(1);
        tokensLeft.take(slot.charged);
    }

    /** It never came to the server, and cost nothing. */
    void unreached(Slot slot, long now) {
        for (TokenBucket bucket : requests) {
            bucket.correct(1, now);
        }
        if (tokens != null) {
            tokens.correct(slot.charged, now);
        }
    }

    /** The answer tells what it really cost. */
    void answered(Slot slot, ChatRequest request, Usage usage, long now) {
        if (usage.prompt().isPresent() && request.body().length > 0) {
            prompts++;
            double perByte = (double) usage.prompt().getAsLong() / request.body().length;
            promptPerByte += Math.max(1.0 / (prompts + 4), 0.02) * (perByte - promptPerByte);
        }
        OptionalLong completion = usage.completion();
        if (completion.isPresent()) {
            completions++;
            double gain = Math.max(1.0 / completions, 0.02);
            meanCompletion += gain * (completion.getAsLong() - meanCompletion);
        }
        if (tokens != null && (usage.total().isPresent() || completion.isPresent())) {
            long used = usage.total().orElse(usage.prompt().orElse(0) + completion.orElse(0));
            tokens.correct(slot.charged - used, now);
        }
    }

    /** What the server says is left, as of a request and the {@code sentSince} that followed it. */
    void told(RateHeaders said, Slot slot, long sentSince, boolean refused, long now) {
        if (said.requests() != null) {
            requestsLeft.told(said.requests(), (double) sentSince, refused, now);
        }
        if (said.tokens() != null) {
            tokensLeft.told(said.tokens(), tokensSent - slot.tokensBefore - slot.charged, refused, now);
        }
    }
}
