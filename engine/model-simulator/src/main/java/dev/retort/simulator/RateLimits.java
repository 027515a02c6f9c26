package dev.retort.simulator;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The rates of requests and of tokens that the account allows, and the header fields that tell what is left. Safe for use by many threads. */
final class RateLimits {

    private final @Nullable RateLimit requests;
    private final @Nullable RateLimit tokens;
    private final Object lock = new Object();

    /** @param now on the clock of {@link System#nanoTime()} */
    RateLimits(Limits limits, long now) {
        requests = bucket(limits.requestsPerMinute(), now);
        tokens = bucket(limits.tokensPerMinute(), now);
    }

    boolean none() {
        return requests == null && tokens == null;
    }

    /** Charges the request for this many tokens, or refuses it; notes in it what is left. */
    boolean admit(Exchange exchange, long now, long tokenCount) {
        synchronized (lock) {
            long wait = 0;
            exchange.overTokens = false;
            if (requests != null) {
                requests.fill(now);
                wait = requests.nanosUntil(1);
            }
            if (tokens != null) {
                tokens.fill(now);
                long forTokens = tokens.nanosUntil(tokenCount);
                exchange.overTokens = forTokens > wait;
                wait = Math.max(wait, forTokens);
            }
            if (wait == 0) {
                take(tokenCount);
            }
            exchange.retryNanos = wait;
            note(exchange);
            return wait == 0;
        }
    }

    private void take(long tokenCount) {
        if (requests != null) {
            requests.take(1);
        }
        if (tokens != null) {
            tokens.take(tokenCount);
        }
    }

    private void note(Exchange exchange) {
        if (requests != null) {
            exchange.requestsLeft = requests.remaining();
            exchange.requestsResetNanos = requests.nanosUntilFull();
        }
        if (tokens != null) {
            exchange.tokensLeft = tokens.remaining();
            exchange.tokensResetNanos = tokens.nanosUntilFull();
        }
    }

    /** Appends the fields that OpenAI sends with every answer. */
    void write(Bytes fields, Exchange exchange) {
        if (requests != null) {
            write(fields, "requests", requests.perMinute(), exchange.requestsLeft, exchange.requestsResetNanos);
        }
        if (tokens != null) {
            write(fields, "tokens", tokens.perMinute(), exchange.tokensLeft, exchange.tokensResetNanos);
        }
    }

    private static void write(Bytes fields, String what, long limit, long left, long resetNanos) {
        fields.ascii("x-ratelimit-limit-").ascii(what).ascii(": ").decimal(limit);
        fields.ascii("\r\nx-ratelimit-remaining-").ascii(what).ascii(": ").decimal(left);
        fields.ascii("\r\nx-ratelimit-reset-").ascii(what).ascii(": ");
        duration(fields, resetNanos);
        fields.ascii("\r\n");
    }

    /** As OpenAI writes it: {@code 120ms}, {@code 1.5s}, {@code 6m0s}. */
    static void duration(Bytes out, long nanos) {
        long millis = (nanos + 999_999) / 1_000_000;
        if (millis < 1_000) {
            out.decimal(millis).ascii("ms");
            return;
        }
        if (millis >= 60_000) {
            out.decimal(millis / 60_000).ascii("m");
        }
        out.decimal(millis % 60_000 / 1_000);
        long rest = millis % 1_000;
        if (rest > 0) {
            out.ascii(rest < 10 ? ".00" : rest < 100 ? ".0" : ".").decimal(rest);
        }
        out.ascii("s");
    }

    private static @Nullable RateLimit bucket(OptionalLong perMinute, long now) {
        return perMinute.isPresent() ? new RateLimit(perMinute.getAsLong(), now) : null;
    }
}
