package dev.retort.simulator;

import java.time.Duration;
import java.util.Optional;

/** Writes what each verdict looks like on the wire. */
final class Answers {

    static final String JSON = "application/json";

    static final String PROVIDER_ERROR =
            "{\"error\":{\"message\":\"The provider returned an error (simulated).\",\"type\":\"server_error\","
                    + "\"param\":null,\"code\":\"internal_error\"}}";

    private static final String EVENTS = "text/event-stream";
    private static final String HTML = "text/html";
    private static final String PROXY_PAGE =
            """
            <html>
            <head><title>502 Bad Gateway</title></head>
            <body>
            <center><h1>502 Bad Gateway</h1></center>
            <hr><center>simulated proxy</center>
            </body>
            </html>
            """;

    private final Responder responder;
    private final Completion completion;
    private final Chunks chunks;
    private final Optional<Duration> retryAfter;
    private final RateLimits rates;

    Answers(Responder responder, Behaviour behaviour, RateLimits rates, Duration keepAlive) {
        this.responder = responder;
        this.completion = new Completion(behaviour);
        this.chunks = new Chunks(responder, completion, keepAlive.toNanos());
        this.retryAfter = behaviour.faults().retryAfter();
        this.rates = rates;
    }

    Stream begin(Exchange exchange, long now) {
        return chunks.begin(exchange, now);
    }

    /** Writes what is due of a streamed answer; whether that was all. */
    boolean write(Stream stream, Exchange exchange, RequestHead request, long now) {
        responder.begin();
        boolean last = chunks.write(stream, exchange, now);
        if (!stream.headSent) {
            fields(exchange);
        }
        boolean broken = exchange.fault == FaultKind.TRUNCATED_BODY || exchange.fault == FaultKind.RESET_DURING_REPLY;
        responder.part(!stream.headSent, last && !broken, EVENTS, request);
        stream.headSent = true;
        return last;
    }

    /** Writes the answer to a chat request. */
    void write(Exchange exchange, RequestHead request) {
        responder.begin();
        fields(exchange);
        switch (exchange.verdict) {
            case REPLY -> reply(exchange, request);
            case OVER_RATE -> overRate(exchange, request);
            case BUSY -> busy("The simulation allows fewer requests at once (max_in_flight).", request);
            case OUT_OF_QUOTA ->
                error(
                        429,
                        "The quota of the simulated account is used up.",
                        "insufficient_quota",
                        "insufficient_quota",
                        "",
                        request);
            case FAULT -> {
                FaultKind fault = exchange.fault;
                if (fault != null) {
                    fault(fault, exchange, request);
                }
            }
        }
    }

    private void fields(Exchange exchange) {
        Bytes fields = responder.fields();
        fields.ascii("X-Request-Id: sim-").hex(exchange.sequence, 12).ascii("\r\n");
        rates.write(fields, exchange);
    }

    /** Writes the answer to a request that is wrong in itself. */
    void problem(HttpProblem problem, RequestHead request) {
        responder.begin();
        error(problem.status(), problem.message(), "invalid_request_error", problem.code(), problem.param(), request);
    }

    void json(String body, RequestHead request) {
        responder.begin().add(body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        responder.finish(200, JSON, request);
    }

    private void reply(Exchange exchange, RequestHead request) {
        completion.write(responder, exchange);
        responder.finish(200, JSON, request);
    }

    private void fault(FaultKind fault, Exchange exchange, RequestHead request) {
        switch (fault) {
            case RATE_LIMITED -> busy("Rate limit reached (simulated).", request);
            case SERVER_ERROR -> error(500, "The server had an error (simulated).", "server_error", "", "", request);
            case OVERLOADED ->
                error(
                        503,
                        "The server is overloaded (simulated).",
                        "server_error",
                        "server_is_overloaded",
                        "",
                        request);
            case BAD_GATEWAY -> {
                responder.body().ascii(PROXY_PAGE);
                responder.finish(502, HTML, request);
            }
            case RESET_DURING_REPLY, TRUNCATED_BODY -> {
                completion.write(responder, exchange);
                responder.finish(200, JSON, request);
                responder.halve();
            }
            case MALFORMED_JSON -> {
                completion.write(responder, exchange);
                responder.halve();
                responder.finish(200, JSON, request);
            }
            case ERROR_IN_OK -> {
                responder.body().ascii(PROVIDER_ERROR);
                responder.finish(200, JSON, request);
            }
            case CONTEXT_LENGTH_EXCEEDED ->
                error(
                        400,
                        "This model's maximum context length is exceeded (simulated). Please reduce the length of the messages.",
                        "invalid_request_error",
                        "context_length_exceeded",
                        "messages",
                        request);
            case RESET_BEFORE_REPLY, HANG -> throw new IllegalStateException(fault + " has no answer");
        }
    }

    private void overRate(Exchange exchange, RequestHead request) {
        String what = exchange.overTokens ? "tokens" : "requests";
        retryAfter((exchange.retryNanos + 999_999) / 1_000_000);
        error(429, "Rate limit reached on " + what + " per min (simulated).", what, "rate_limit_exceeded", "", request);
    }

    private void retryAfter(long millis) {
        responder
                .fields()
                .ascii("Retry-After: ")
                .decimal((millis + 999) / 1000)
                .ascii("\r\nretry-after-ms: ")
                .decimal(millis)
                .ascii("\r\n");
    }

    private void busy(String message, RequestHead request) {
        retryAfter.ifPresent(wait -> retryAfter(wait.toMillis()));
        error(429, message, "requests", "rate_limit_exceeded", "", request);
    }

    private void error(int status, String message, String type, String code, String param, RequestHead request) {
        Bytes body = responder.body();
        body.ascii("{\"error\":{\"message\":\"")
                .json(message)
                .ascii("\",\"type\":\"")
                .ascii(type);
        nullable(body.ascii("\",\"param\":"), param);
        nullable(body.ascii(",\"code\":"), code);
        body.ascii("}}");
        responder.finish(status, JSON, request);
    }

    private static void nullable(Bytes body, String text) {
        if (text.isEmpty()) {
            body.ascii("null");
        } else {
            body.ascii("\"").json(text).ascii("\"");
        }
    }
}
