package dev.retort.model;

import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/** Reads the body of a response that comes as server-sent events. */
final class StreamedBody {

    private final EventStream events;
    private final Attempt attempt;
    private final StreamedReply reply;
    private @Nullable Duration firstToken;

    StreamedBody(BufferedSource source, long largest, Attempt attempt) {
        this.events = new EventStream(source, largest, attempt);
        this.attempt = attempt;
        this.reply = new StreamedReply(largest);
    }

    /**
     * Reads on until the server says that this is all, or the body ends.
     *
     * @return whether the reply fitted
     * @throws MalformedReplyException when an event cannot be read; as {@code truncated_stream} when the end is missing
     */
    boolean read() throws IOException, MalformedReplyException {
        try {
            while (!reply.over() && events.next()) {
                take();
                if (reply.tooLarge()) {
                    return false;
                }
            }
        } catch (IOException e) {
            // An answer that is whole is not given up because of what comes behind it.
            if (attempt.aborted() || !reply.finished()) {
                if (brokenOff(e)) {
                    throw truncated();
                }
                throw e;
            }
        }
        if (events.tooLarge()) {
            return false;
        }
        if (!reply.over() && !reply.finished()) {
            throw truncated();
        }
        return true;
    }

    /** The chat completion, or the error that came in its place, as if it had not been streamed. */
    byte[] json() {
        return reply.json();
    }

    /** From the start of the attempt to the first text. */
    Optional<Duration> firstToken() {
        return Optional.ofNullable(firstToken);
    }

    private void take() throws MalformedReplyException {
        GrowingBytes data = events.data();
        if (events.error()) {
            reply.fail(data.bytes(), data.length());
            return;
        }
        try {
            reply.add(data.bytes(), data.length());
        } catch (MalformedReplyException e) {
            throw events.ended() ? truncated() : e;
        }
        if (firstToken == null && reply.token()) {
            firstToken = attempt.elapsed();
            attempt.speaks();
        }
    }

    private boolean brokenOff(IOException failure) {
        boolean early = failure instanceof EOFException
                || String.valueOf(failure.getMessage()).contains("unexpected end of stream");
        return early && !attempt.aborted() && attempt.expired() == null;
    }

    private MalformedReplyException truncated() {
        return new MalformedReplyException(
                "truncated_stream",
                reply.token()
                        ? "the stream ended in the middle of the answer"
                        : "the stream ended before the answer began");
    }
}
