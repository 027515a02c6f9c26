package dev.retort.model;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;

/** The bytes of a request, which report each piece sent to their attempt. */
final class AttemptBody extends RequestBody {

    private static final MediaType JSON = MediaType.get("application/json");
    private static final int PIECE = 64 * 1024;

    private final byte[] body;
    private final Attempt attempt;

    AttemptBody(byte[] body, Attempt attempt) {
        this.body = body;
        this.attempt = attempt;
    }

    Attempt attempt() {
        return attempt;
    }

    @Override
    public MediaType contentType() {
        return JSON;
    }

    @Override
    public long contentLength() {
        return body.length;
    }

    /** Keeps OkHttp from sending again by itself, as it would after a 503 with {@code Retry-After: 0}. */
    @Override
    public boolean isOneShot() {
        return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        for (int at = 0; at < body.length; at += PIECE) {
            sink.write(body, at, Math.min(PIECE, body.length - at));
            attempt.progress();
        }
    }
}
