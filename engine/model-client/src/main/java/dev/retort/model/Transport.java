package dev.retort.model;

import java.time.Duration;
import java.util.Optional;

/** Makes single attempts at one endpoint. */
interface Transport extends AutoCloseable {

    /** What came of one attempt. */
    sealed interface Outcome {

        Duration latency();

        /**
         * A chat completion.
         *
         * @param firstToken when it was streamed, the time to its first text
         */
        record Answered(ChatReply reply, Duration latency, Optional<Duration> firstToken) implements Outcome {

            Answered(ChatReply reply, Duration latency) {
                this(reply, latency, Optional.empty());
            }
        }

        /**
         * Anything else.
         *
         * @param stale a pooled connection had died before the request reached the server
         */
        record Failed(AttemptFailure failure, Duration latency, boolean stale) implements Outcome {}
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
