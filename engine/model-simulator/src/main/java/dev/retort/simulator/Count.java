package dev.retort.simulator;

/** What is counted. */
enum Count {
    CONNECTIONS,
    CLOSED,
    REQUESTS,
    ANSWERED,
    PROMPT_TOKENS,
    COMPLETION_TOKENS,
    BUSY,
    OVER_RATE,
    OUT_OF_QUOTA,
    UNAUTHORIZED,
    INVALID,
    ABANDONED
}
