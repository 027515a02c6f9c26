package dev.retort.model;

import java.time.Duration;
import java.util.Optional;

/** What became of a request: an answer, or why there is none. */
public sealed interface ChatResult {

    /** Attempts made, from 0 (never sent) on. */
    int attempts();

    /** From {@code submit} to the result, waits included. */
    Duration total();

    /**
     * The model answered. A {@code length} finish is an answer too: it was paid for, and it is never sent again.
     *
     * @param reply the answer
     * @param attempts attempts made, this one included
     * @param latency of the last attempt
     * @param total from submit to the answer, waits included
     * @param endpoint who answered
     * @param firstToken when the answer was streamed, the time from the start of the last attempt to the first text
     */
    record Answer(
            ChatReply reply,
            int attempts,
            Duration latency,
            Duration total,
            Endpoint endpoint,
            Optional<Duration> firstToken)
            implements ChatResult {

        /** An answer that came as a whole. */
        public Answer(ChatReply reply, int attempts, Duration latency, Duration total, Endpoint endpoint) {
            this(reply, attempts, latency, total, endpoint, Optional.empty());
        }
    }

    /**
     * There is no answer, and no retry is left or makes sense.
     *
     * @param kind whose fault it is
     * @param type in snake_case: {@code context_length_exceeded}, {@code timeout_first_byte}, {@code rate_limited} …
     * @param message for people, in one line of bounded length, with the server's own words; holds no key
     * @param httpStatus of the last attempt; 0 when no response came
     * @param attempts attempts made
     * @param lastWait the wait before the last attempt; zero when there was none
     * @param total from submit to the failure, waits included
     * @param endpoint who was asked
     */
    record Failure(
            FailureClass kind,
            String type,
            String message,
            int httpStatus,
            int attempts,
            Duration lastWait,
            Duration total,
            Endpoint endpoint)
            implements ChatResult {}
}
