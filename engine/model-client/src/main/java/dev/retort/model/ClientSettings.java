package dev.retort.model;

/**
 * How a client works.
 *
 * @param concurrency the most attempts in flight at once, from 1 to 10,000; above 2,000 it takes Java 21
 * @param timeouts for each phase of an attempt
 * @param retry what is done after a failed attempt
 * @param maxResponseBytes the largest response that is read into memory, from 1 KiB to 1 GiB
 * @param userAgent the {@code User-Agent} of each request
 */
public record ClientSettings(
        int concurrency, Timeouts timeouts, RetryPolicy retry, long maxResponseBytes, String userAgent) {

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
    }

    /** Five retries, 10 minutes for an attempt, responses up to 64 MiB. */
    public static ClientSettings of(int concurrency) {
        return new ClientSettings(concurrency, Timeouts.defaults(), RetryPolicy.ofRetries(5), 64L << 20, "retort");
    }

    public ClientSettings with(Timeouts other) {
        return new ClientSettings(concurrency, other, retry, maxResponseBytes, userAgent);
    }

    public ClientSettings with(RetryPolicy other) {
        return new ClientSettings(concurrency, timeouts, other, maxResponseBytes, userAgent);
    }

    public ClientSettings withMaxResponseBytes(long other) {
        return new ClientSettings(concurrency, timeouts, retry, other, userAgent);
    }

    public ClientSettings withUserAgent(String other) {
        return new ClientSettings(concurrency, timeouts, retry, maxResponseBytes, other);
    }
}
