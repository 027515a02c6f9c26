package dev.retort.simulator;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One chat request of a connection and what it will get; filled again for the next. */
final class Exchange {

    /** What a request gets. */
    enum Verdict {
        REPLY,
        FAULT,
        BUSY,
        OVER_RATE,
        OUT_OF_QUOTA
    }

    // What was asked.
    String model = "";
    final Opening opening = new Opening();
    final List<String> userTexts = new ArrayList<>();
    long textHash;
    int round;
    int choices;
    boolean stream;
    boolean includeUsage;
    boolean logprobs;
    int topLogprobs;
    /** The most tokens that a reply may have. */
    int tokenLimit;

    int promptTokens;
    /** Those of them that stand in messages at the beginning which came before. */
    int cachedTokens;

    // What is answered.
    Verdict verdict = Verdict.REPLY;

    @Nullable
    FaultKind fault;

    @Nullable
    Reply reply;
    /** How long a placeholder becomes, in tokens. */
    int targetTokens;

    long sequence;
    /** From its arrival to the end of its answer. */
    long delayNanos;

    /** Its part of that before a worker takes it up. */
    long queueNanos;

    /** From then to the first token, when it is streamed. */
    long firstTokenNanos;

    int completionTokens;
    int reasoningTokens;
    /** Whether it is judged and not yet dealt with. */
    boolean open;

    // What the rate limits say.
    boolean overTokens;
    long retryNanos;
    long requestsLeft;
    long requestsResetNanos;
    long tokensLeft;
    long tokensResetNanos;

    /** Whether the answer is sent piece by piece; a refusal is not. */
    boolean streams() {
        return stream && (verdict == Verdict.REPLY || (fault != null && fault.streams()));
    }

    void clear() {
        model = "";
        opening.clear();
        userTexts.clear();
        textHash = 0;
        round = 0;
        choices = 1;
        stream = false;
        includeUsage = false;
        logprobs = false;
        topLogprobs = 0;
        tokenLimit = Integer.MAX_VALUE;
        promptTokens = 0;
        cachedTokens = 0;
        verdict = Verdict.REPLY;
        fault = null;
        reply = null;
        completionTokens = 0;
    }
}
