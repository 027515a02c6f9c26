package dev.retort.plugins.simulatemodel;

import dev.retort.simulator.ReasoningStyle;
import dev.retort.spi.Secret;
import dev.retort.spi.config.Default;
import dev.retort.spi.config.Description;
import dev.retort.spi.config.Example;
import dev.retort.spi.config.ExistingFile;
import dev.retort.spi.config.Range;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The section {@code simulate}. */
public record Simulation(
        @Description("The port on 127.0.0.1; 0 takes any that is free and says which.")
                @Default("8000")
                @Range(min = 0, max = 65535)
                int port,
        @Description("The name that /v1/models lists. Requests may name any model; replies echo it.")
                @Default("simulated")
                @Example("qwen3-32b")
                String model,
        @Description("How long a reply takes: 200ms, 100ms..400ms (every value between), or lognormal 300ms p99 2s"
                        + " (half below 300 ms, one in a hundred above 2 s).")
                @Default("0ms")
                @Example("lognormal 300ms p99 2s")
                String latency,
        @Description(
                        "When given, a reply takes longer by its length, as if it were written at this speed; a streamed one"
                                + " comes at it.")
                @Range(min = 0.001, max = 1e9)
                @Example("60")
                Optional<Double> tokensPerSecond,
        @Description("How long placeholder replies are, in tokens of four bytes: 64, 20..200 or lognormal 100 p99 800.")
                @Default("20..120")
                @Example("lognormal 400 p99 4000")
                String replyTokens,
        @Description("A JSONL file of replies by prompt; what fits no line gets a placeholder.")
                @ExistingFile
                @Example("examples/simulate-model/replies.jsonl")
                Optional<Path> repliesFile,
        @Description(
                        "Where reasoning is put: as the replies file has it, or what it calls reasoning_content and a <think> block at the"
                                + " beginning of a reply both under the one name or the other.")
                @Default("as_written")
                @Example("reasoning_content")
                ReasoningStyle reasoning,
        @Description(
                        "Whether the usage tells how many tokens of a prompt's first messages came before (cached_tokens).")
                @Default("false")
                boolean promptCache,
        @Description(
                        "The fraction of requests that meet a fault: 40 % of them rate_limited, 15 % server_error, 15 % overloaded, and"
                                + " 5 % each bad_gateway, reset_before_reply, reset_during_reply, truncated_body, malformed_json and"
                                + " error_in_ok.")
                @Default("0")
                @Range(min = 0, max = 1)
                @Example("0.05")
                double errorRate,
        @Description("Fractions of requests by fault; each takes the place of its share in error_rate.") @Default("{}")
                FaultRates faults,
        @Description("How long answers with status 429 ask the client to wait (Retry-After, retry-after-ms).")
                @Default("1s")
                @Range(min = 0, max = 86400)
                @Example("250ms")
                Duration retryAfter,
        @Description("More requests than this at once get status 429, as from an endpoint with a limit.")
                @Range(min = 1, max = 1e6)
                @Example("50")
                Optional<Integer> maxInFlight,
        @Description(
                        "So many requests are worked on at once; the others wait for their turn, as at a server that queues.")
                @Range(min = 1, max = 1e5)
                @Example("16")
                Optional<Integer> workers,
        @Description("More requests per minute than this get status 429; every answer carries x-ratelimit-*-requests.")
                @Range(min = 1, max = 1e9)
                @Example("3000")
                Optional<Long> rpm,
        @Description("More tokens per minute than this get status 429; every answer carries x-ratelimit-*-tokens.")
                @Range(min = 1, max = 1e12)
                @Example("250000")
                Optional<Long> tpm,
        @Description("After this many replies every request gets status 429 insufficient_quota.")
                @Range(min = 0, max = 1e15)
                @Example("1000")
                Optional<Long> quota,
        @Description("Requests without this key as their bearer token get status 401.")
                @Example("${secret:SIMULATED_KEY}")
                Optional<Secret> requireKey,
        @Description("Decides texts, latencies and faults: the same seed gives the same ones in the same order.")
                @Default("0")
                @Example("42")
                long seed,
        @Description("Threads of the server; one is enough for tens of thousands of requests a second.")
                @Default("1")
                @Range(min = 1, max = 64)
                int threads) {}
