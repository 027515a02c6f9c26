package dev.retort.model;

import dev.retort.model.Transport.Outcome.Answered;
import dev.retort.model.Transport.Outcome.Failed;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import okhttp3.Call;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;

/** Attempts over HTTP. */
final class HttpTransport implements Transport {

    static final int ERROR_BODY_LIMIT = 64 * 1024;

    private final Endpoint endpoint;
    private final Request template;
    private final Redaction redaction;
    private final Connections connections;
    private final Watchdog watchdog;
    private final TimeSource time;
    private final Timeouts timeouts;
    private final long largestBody;
    private final String authority;

    HttpTransport(
            Endpoint endpoint, ClientSettings settings, TimeSource time, Connections connections, Watchdog watchdog) {
        this.endpoint = endpoint;
        RequestHead head = RequestHead.of(endpoint, settings.userAgent());
        this.template = head.request();
        this.redaction = head.redaction();
        this.connections = connections;
        this.watchdog = watchdog;
        this.time = time;
        this.timeouts = settings.timeouts();
        this.largestBody = settings.maxResponseBytes();
        this.authority = template.url().host() + ":" + template.url().port();
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public Outcome attempt(ChatRequest request, int slot) {
        Attempt attempt = new Attempt(time, timeouts);
        Call call = connections
                .of(slot)
                .newCall(template.newBuilder()
                        .post(new AttemptBody(request.body(), attempt))
                        .build());
        attempt.runs(call);
        watchdog.watch(slot, attempt);
        try (Response response = call.execute()) {
            return response.isSuccessful() ? success(response, attempt) : refusal(response, attempt);
        } catch (IOException e) {
            return broken(e, attempt, slot);
        } finally {
            watchdog.release(slot);
        }
    }

    private Outcome success(Response response, Attempt attempt) throws IOException {
        ResponseBody body = response.body();
        if (EventStream.is(body)) {
            attempt.awaitsToken();
            if (!EventStream.beginsAsJson(body.source())) {
                return streamed(response, attempt);
            }
            attempt.speaks();
        }
        BodyReader read = new BodyReader();
        if (body.contentLength() > largestBody || !read.read(body, largestBody, attempt)) {
            return tooLarge(response, attempt);
        }
        return judged(response, attempt, read.bytes(), read.length(), Optional.empty());
    }

    private Outcome streamed(Response response, Attempt attempt) throws IOException {
        StreamedBody body = new StreamedBody(response.body().source(), largestBody, attempt);
        try {
            if (!body.read()) {
                return tooLarge(response, attempt);
            }
        } catch (MalformedReplyException e) {
            return failed(attempt, unreadable(e, response));
        }
        byte[] whole = body.json();
        return judged(response, attempt, whole, whole.length, body.firstToken());
    }

    private Outcome tooLarge(Response response, Attempt attempt) {
        return failed(
                attempt,
                AttemptFailure.of(
                        FailureClass.RECORD,
                        "response_too_large",
                        "the response is larger than " + Wording.number(largestBody) + " bytes",
                        response.code()));
    }

    private Outcome judged(
            Response response, Attempt attempt, byte[] bytes, int length, Optional<Duration> firstToken) {
        try {
            AttemptFailure failure;
            ReplyParser.Parsed parsed = ReplyParser.parse(bytes, length);
            if (parsed instanceof ReplyParser.Parsed.Refusal error) {
                failure = Verdicts.onSuccess(response.code(), ErrorBody.ofErrorMember(error.error()));
            } else {
                ChatReply reply = ((ReplyParser.Parsed.Reply) parsed).reply();
                failure = ReplyVerdicts.on(reply, response.code());
                if (failure == null) {
                    return new Answered(reply, attempt.elapsed(), firstToken, attempt.rates());
                }
            }
            ServerAdvice advice = ServerAdvice.read(response.headers(), time.now());
            return failed(attempt, failure.withAdvice(advice.shouldRetry(), advice.retryAfter()));
        } catch (MalformedReplyException e) {
            return failed(attempt, unreadable(e, response));
        }
    }

    private static AttemptFailure unreadable(MalformedReplyException e, Response response) {
        return AttemptFailure.of(
                FailureClass.TRANSIENT,
                e.type(),
                "HTTP " + response.code() + ", but " + e.getMessage(),
                response.code());
    }

    private Outcome refusal(Response response, Attempt attempt) throws IOException {
        BodyReader read = new BodyReader();
        try {
            read.read(response.body(), ERROR_BODY_LIMIT, attempt);
        } catch (IOException e) {
            if (attempt.aborted()) {
                throw e;
            }
            // Otherwise the status alone tells what to do, and what has come of the body is shown.
        }
        redaction.blank(read.bytes(), read.length());
        AttemptFailure failure = Verdicts.on(response.code(), ErrorBody.read(read.bytes(), read.length()));
        ServerAdvice advice = ServerAdvice.read(response.headers(), time.now());
        return failed(attempt, explained(failure, response).withAdvice(advice.shouldRetry(), advice.retryAfter()));
    }

    /** Adds what the user can do where the server's own words do not say it. */
    private AttemptFailure explained(AttemptFailure failure, Response response) {
        return switch (failure.type()) {
            case "redirected" ->
                failure.withMessage("HTTP " + failure.httpStatus() + ": " + endpoint.shown() + " redirects to "
                        + response.header("Location", "nowhere") + "; set base_url to where the API is");
            case "no_such_path", "method_not_allowed" ->
                failure.withMessage(failure.message() + " (POST " + endpoint.shown()
                        + "/chat/completions; is base_url right? it often ends in /v1)");
            default -> failure;
        };
    }

    private Outcome broken(IOException failure, Attempt attempt, int slot) {
        int status = attempt.status();
        Phase expired = attempt.expired();
        if (attempt.aborted()) {
            return failed(
                    attempt,
                    AttemptFailure.of(
                            FailureClass.CANCELLED, "cancelled", "cancelled while the request was in flight", status));
        }
        if (expired != null) {
            return failed(attempt, timeout(expired, expired.limit(timeouts), status));
        }
        AttemptFailure verdict = NetworkVerdicts.on(failure, authority, status, attempt.connected());
        if (attempt.reusedConnection()) {
            // What broke this connection, a machine asleep or a server that went, will have broken its idle neighbours
            // too.
            connections.evictIdle(slot);
        }
        if (attempt.foundStaleConnection()) {
            return new Failed(clean(verdict), attempt.elapsed(), true, null);
        }
        return failed(attempt, verdict);
    }

    private AttemptFailure timeout(Phase phase, Duration limit, int status) {
        String waited = Wording.time(limit);
        String message =
                switch (phase) {
                    case CONNECT -> "no connection to " + authority + " within " + waited;
                    case WRITE -> "sending the request to " + authority + " stopped for " + waited;
                    case FIRST_BYTE -> "no response from " + authority + " within " + waited;
                    case FIRST_TOKEN -> "no token from " + authority + " within " + waited;
                    case IDLE -> "the response from " + authority + " stopped for " + waited;
                    case TOTAL -> "the attempt at " + authority + " was not over within " + waited;
                };
        String type = "timeout_" + phase.name().toLowerCase(Locale.ROOT);
        return AttemptFailure.of(FailureClass.TRANSIENT, type, message, status);
    }

    private Outcome failed(Attempt attempt, AttemptFailure failure) {
        return new Failed(clean(failure), attempt.elapsed(), false, attempt.rates());
    }

    private AttemptFailure clean(AttemptFailure failure) {
        return failure.withMessage(redaction.of(failure.message()));
    }

    @Override
    public void abortAll() {
        watchdog.abortAll();
    }

    @Override
    public void close() {
        connections.close();
    }
}
