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
    OUT_OF_QUOTA,
    UNAUTHORIZED,
    INVALID,
    ABANDONED
}
