package dev.retort.model;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Answers attempts from a script, at once; without a script it answers well. */
final class ScriptedTransport implements Transport {

    static final Endpoint ENDPOINT = Endpoint.open(URI.create("http://127.0.0.1:1/v1"));

    final List<String> sent = new ArrayList<>();
    final Deque<Object> script = new ArrayDeque<>();
    boolean aborted;
    boolean closed;

    ScriptedTransport then(Outcome outcome) {
        script.add(outcome);
        return this;
    }

    ScriptedTransport thenThrow(Throwable failure) {
        script.add(failure);
        return this;
    }

    static Outcome answered() {
        try {
            byte[] body = Replies.utf8(Replies.completion("hello"));
            ReplyParser.Parsed parsed = ReplyParser.parse(body, body.length);
            return new Outcome.Answered(
                    ((ReplyParser.Parsed.Reply) parsed).reply(), Duration.ofMillis(7), Optional.empty(), null);
        } catch (MalformedReplyException e) {
            throw new IllegalStateException(e);
        }
    }

    static Outcome failed(FailureClass kind) {
        return new Outcome.Failed(AttemptFailure.of(kind, "t", "why", 500), Duration.ofMillis(3), false, null);
    }

    static Outcome askedToWait(Duration wait) {
        AttemptFailure failure = AttemptFailure.of(FailureClass.PRESSURE, "rate_limited", "slow down", 429);
        return new Outcome.Failed(failure.withAdvice(null, wait), Duration.ofMillis(3), false, null);
    }

    static Outcome stale() {
        return new Outcome.Failed(
                AttemptFailure.of(FailureClass.TRANSIENT, "connection_closed", "hung up"), Duration.ZERO, true, null);
    }

    @Override
    public Endpoint endpoint() {
        return ENDPOINT;
    }

    @Override
    public Outcome attempt(ChatRequest request, int slot) {
        sent.add(new String(request.body(), StandardCharsets.UTF_8));
        Object next = script.poll();
        if (next instanceof RuntimeException failure) {
            throw failure;
        }
        if (next instanceof Error failure) {
            throw failure;
        }
        return next == null ? answered() : (Outcome) next;
    }

    @Override
    public void abortAll() {
        aborted = true;
    }

    @Override
    public void close() {
        closed = true;
    }
}
