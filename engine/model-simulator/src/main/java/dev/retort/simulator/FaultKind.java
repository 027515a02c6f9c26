package dev.retort.simulator;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What can go wrong with a request on purpose. */
public enum FaultKind {
    /** 429 {@code rate_limit_exceeded}, with {@code Retry-After} and {@code retry-after-ms}; at once. */
    RATE_LIMITED,
    /** 500 {@code server_error}, after the latency. */
    SERVER_ERROR,
    /** 503 {@code server_is_overloaded}; at once. */
    OVERLOADED,
    /** 502 with a page of HTML, as a proxy gives it; at once. */
    BAD_GATEWAY,
    /** The connection is reset (RST) instead of an answer; at once. */
    RESET_BEFORE_REPLY,
    /** The connection is reset (RST) half-way through the body, after the latency. */
    RESET_DURING_REPLY,
    /** The connection ends half-way through the body, whatever {@code Content-Length} or chunks promised, after the latency. */
    TRUNCATED_BODY,
    /** 200 and a body of the promised length that ends in the middle of the JSON, after the latency; of a stream, such an event. */
    MALFORMED_JSON,
    /** 200 and an {@code error} member in place of choices, after the latency; of a stream, in its middle. */
    ERROR_IN_OK,
    /** Never an answer, or, when it is streamed, never more than half of it; the connection stays open until the client closes it or the server ends. */
    HANG,
    /**
     * 400 {@code context_length_exceeded}; at once. Depends on the last user message alone, so that the same record fails each time
     * it is sent.
     */
    CONTEXT_LENGTH_EXCEEDED;

    /** The name in configurations and statistics, in snake_case. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The kind of this name.
     *
     * @param key in snake_case, as {@link #key()} gives it
     * @throws IllegalArgumentException when there is none, naming those that there are
     */
    public static FaultKind of(String key) {
        for (FaultKind kind : values()) {
            if (kind.key().equals(key)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("there is no fault \"" + key + "\"; write one of "
                + Arrays.stream(values()).map(FaultKind::key).collect(Collectors.joining(", ")));
    }

    /** Whether the fault belongs to the record sent, and not to the moment. */
    boolean ofRecord() {
        return this == CONTEXT_LENGTH_EXCEEDED;
    }

    /** Whether it comes in the middle of a reply, so that a streamed one begins well. */
    boolean streams() {
        return this == HANG || (afterLatency() && this != SERVER_ERROR);
    }

    /** Whether the model is at work first. */
    boolean afterLatency() {
        return switch (this) {
            case SERVER_ERROR, RESET_DURING_REPLY, TRUNCATED_BODY, MALFORMED_JSON, ERROR_IN_OK -> true;
            default -> false;
        };
    }
}
