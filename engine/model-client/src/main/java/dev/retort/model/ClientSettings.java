package dev.retort.model;

import java.time.Duration;

/**
 * How a client works.
 *
 * @param concurrency the most attempts in flight at once, from 1 to 10,000; above 2,000 it takes Java 21
 * @param timeouts for each phase of an attempt
 * @param retry what is done after a failed attempt
 * @param maxResponseBytes the largest response that is read into memory, from 1 KiB to 1 GiB
 * @param userAgent the {@code User-Agent} of each request
 * @param adaptive whether the number in flight follows what an endpoint can do; otherwise it is the concurrency
 * @param firstContact how long an endpoint that was never reached is tried before it is given up; also one that was, and has done
 *     nothing but fail, when there is no better one
 * @param outagePatience how long one that was reached before is waited for when it cannot be reached any more; also one that has
 *     answered before and does nothing but fail now
 */
public record ClientSettings(
        int concurrency,
        Timeouts timeouts,
        RetryPolicy retry,
        long maxResponseBytes,
        String userAgent,
        boolean adaptive,
        Duration firstContact,
        Duration outagePatience) {

    /** Checks the ranges. */
    public ClientSettings {
        if (concurrency < 1 || concurrency > 10_000) {
            throw new IllegalArgumentException(
                    "concurrency must be from 1 to 10,000, found " + Wording.number(concurrency));
        }
        if (maxResponseBytes < 1_024 || maxResponseBytes > 1L << 30) {
            throw new IllegalArgumentException("the largest response must be from 1,024 to 1,073,741,824 bytes, found "
                    + Wording.number(maxResponseBytes));
        }
        if (firstContact.isNegative() || outagePatience.isNegative()) {
            throw new IllegalArgumentException("the waits for an endpoint out of reach must not be negative");
        }
    }

    /** Five retries, 10 minutes for an attempt, responses up to 64 MiB, a minute for the first contact, 4 hours for an outage. */
    public static ClientSettings of(int concurrency) {
        return new ClientSettings(
                concurrency,
                Timeouts.defaults(),
                RetryPolicy.ofRetries(5),
                64L << 20,
                "retort",
                true,
                Duration.ofMinutes(1),
                Duration.ofHours(4));
    }

    public ClientSettings with(Timeouts other) {
        return new ClientSettings(
                concurrency, other, retry, maxResponseBytes, userAgent, adaptive, firstContact, outagePatience);
    }

    public ClientSettings with(RetryPolicy other) {
        return new ClientSettings(
                concurrency, timeouts, other, maxResponseBytes, userAgent, adaptive, firstContact, outagePatience);
    }

    public ClientSettings withMaxResponseBytes(long other) {
        return new ClientSettings(
                concurrency, timeouts, retry, other, userAgent, adaptive, firstContact, outagePatience);
    }

    public ClientSettings withUserAgent(String other) {
        return new ClientSettings(
                concurrency, timeouts, retry, maxResponseBytes, other, adaptive, firstContact, outagePatience);
    }

    public ClientSettings withAdaptive(boolean other) {
        return new ClientSettings(
                concurrency, timeouts, retry, maxResponseBytes, userAgent, other, firstContact, outagePatience);
    }

    /** The same with other waits for an endpoint out of reach: before it was ever reached, and after. */
    public ClientSettings withPatience(Duration first, Duration later) {
        return new ClientSettings(concurrency, timeouts, retry, maxResponseBytes, userAgent, adaptive, first, later);
    }
}
