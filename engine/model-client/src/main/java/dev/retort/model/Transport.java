package dev.retort.model;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes single attempts at one endpoint. */
interface Transport extends AutoCloseable {

    /** What came of one attempt. */
    sealed interface Outcome {

        Duration latency();

        /** What the response said about rate limits; null when it said nothing, or there was none. */
        @Nullable
        RateHeaders rates();

        /**
         * A chat completion.
         *
         * @param firstToken when it was streamed, the time to its first text
         */
        record Answered(ChatReply reply, Duration latency, Optional<Duration> firstToken, @Nullable RateHeaders rates)
                implements Outcome {}

        /**
         * Anything else.
         *
         * @param stale a pooled connection had died before the request reached the server
         */
        record Failed(AttemptFailure failure, Duration latency, boolean stale, @Nullable RateHeaders rates)
                implements Outcome {}
    }

    Endpoint endpoint();

    /**
     * Sends the request and waits for the outcome.
     *
     * @param slot the number of the slot that the attempt holds; attempts of one slot follow each other
     */
    Outcome attempt(ChatRequest request, int slot);

    /** Ends every attempt that runs, as cancelled. */
    void abortAll();

    /** Lets go of idle connections. */
    @Override
    void close();
}
