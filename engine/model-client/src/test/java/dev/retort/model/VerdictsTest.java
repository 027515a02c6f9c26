package dev.retort.model;

import static dev.retort.model.Replies.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every row of the facts about who is at fault, in the spellings that servers use. */
final class VerdictsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
        # record
        400 | {"error":{"message":"bad value","type":"invalid_request_error","param":"n","code":null}} | RECORD | bad_request
        400 | {"error":{"message":"bad value","type":"invalid_request_error","code":"invalid_value"}} | RECORD | invalid_value
        400 | {"error":{"message":"too long","code":"context_length_exceeded"}} | RECORD | context_length_exceeded
        400 | {"object":"error","message":"This model's maximum context length is 4096 tokens.","type":"BadRequestError","code":400} | RECORD | context_length_exceeded
        400 | {"error":{"message":"filtered","code":"content_filter"}} | RECORD | content_filter
        400 | {"error":{"message":"no","code":"content_policy_violation"}} | RECORD | content_filter
        400 | {"error":{"message":"no","code":"DataInspectionFailed"}} | RECORD | content_filter
        403 | {"error":{"message":"flagged","code":403,"metadata":{"reasons":["violence"],"flagged_input":"x"}}} | RECORD | content_filter
        404 | {"error":{"message":"no such thing","code":null}} | RECORD | not_found
        404 | {"detail":"Not Found"} | RUN | no_such_path
        404 | 404 page not found | RUN | no_such_path
        404 | | RUN | no_such_path
        413 | <html><title>413 Request Entity Too Large</title></html> | RECORD | request_too_large
        422 | {"detail":[{"loc":["body","messages",0],"msg":"field required","type":"value_error.missing"}]} | RECORD | bad_request
        418 | | RECORD | request_refused
        # run
        401 | {"error":{"message":"Incorrect API key provided","type":"invalid_request_error","code":"invalid_api_key"}} | RUN | invalid_api_key
        401 | | RUN | unauthorized
        402 | {"error":{"message":"Insufficient Balance","code":"invalid_request_error"}} | RUN | payment_required
        403 | {"error":"forbidden"} | RUN | forbidden
        404 | {"error":{"message":"The model `x` does not exist","type":"invalid_request_error","code":"model_not_found"}} | RUN | model_not_found
        404 | {"object":"error","message":"The model `x` does not exist.","type":"NotFoundError","code":404} | RUN | model_not_found
        404 | {"error":"model 'x' not found, try pulling it first"} | RUN | model_not_found
        404 | {"error":{"message":"No endpoints found for x/y.","code":404}} | RUN | model_not_found
        400 | {"error":{"message":"Model Not Exist","type":"invalid_request_error"}} | RUN | model_not_found
        400 | [{"error":{"code":400,"message":"API key not valid. Please pass a valid API key.","status":"INVALID_ARGUMENT"}}] | RUN | invalid_api_key
        400 | {"code":"Arrearage","message":"Access denied, account in arrears"} | RUN | arrearage
        429 | {"error":{"message":"You exceeded your current quota","type":"insufficient_quota","code":"insufficient_quota"}} | RUN | insufficient_quota
        429 | {"error":{"message":"no","type":"insufficient_quota","code":null}} | RUN | insufficient_quota
        429 | {"error":{"message":"no","code":"credit_balance_exhausted"}} | RUN | credit_balance_exhausted
        429 | {"error":{"message":"account in arrears","code":"1113"}} | RUN | insufficient_balance
        405 | | RUN | method_not_allowed
        407 | | RUN | proxy_authentication_required
        # transient
        408 | | TRANSIENT | request_timeout
        409 | {"error":{"message":"conflict"}} | TRANSIENT | conflict
        425 | | TRANSIENT | too_early
        500 | {"error":{"message":"oops","type":"server_error"}} | TRANSIENT | server_error
        502 | <html><head><title>502 Bad Gateway</title></head></html> | TRANSIENT | server_error
        503 | | TRANSIENT | service_unavailable
        504 | upstream request timeout | TRANSIENT | server_error
        520 | | TRANSIENT | server_error
        # pressure
        429 | {"error":{"message":"slow down","type":"requests","code":"rate_limit_exceeded"}} | PRESSURE | rate_limited
        429 | | PRESSURE | rate_limited
        429 | {"error":{"message":"Provider returned error","code":429,"metadata":{"raw":"busy","provider_name":"P"}}} | PRESSURE | rate_limited
        503 | {"error":{"message":"busy","code":"server_is_overloaded"}} | PRESSURE | server_is_overloaded
        503 | {"error":{"message":"busy","type":"slow_down"}} | PRESSURE | slow_down
        529 | {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}} | PRESSURE | overloaded_error
        """)
    void judgesByCodeAndStatus(int status, String body, FailureClass kind, String type) {
        AttemptFailure verdict = Verdicts.on(status, error(body));
        assertEquals(kind, verdict.kind());
        assertEquals(type, verdict.type());
        assertEquals(status, verdict.httpStatus());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
        {"error":{"message":"upstream failed"}} | TRANSIENT | error_in_response
        {"error":"upstream failed"} | TRANSIENT | error_in_response
        {"error":{"message":"bad","code":400}} | TRANSIENT | error_in_response
        {"error":{"message":"bad gateway","code":502}} | TRANSIENT | server_error
        {"error":{"message":"busy","code":429}} | PRESSURE | rate_limited
        {"error":{"message":"who are you","code":401}} | RUN | unauthorized
        {"error":{"message":"pay","code":"402"}} | RUN | payment_required
        {"error":{"message":"pay","code":"insufficient_quota"}} | RUN | insufficient_quota
        {"error":{"message":"long","code":"context_length_exceeded"}} | RECORD | context_length_exceeded
        {"error":{"message":"no","code":"content_filter"}} | RECORD | content_filter
        """)
    void judgesAnErrorInsideOfASuccess(String body, FailureClass kind, String type) {
        AttemptFailure verdict = Verdicts.onSuccess(200, error(body));
        assertEquals(kind, verdict.kind());
        assertEquals(type, verdict.type());
    }

    @Test
    void saysTheServersOwnWords() {
        assertEquals(
                "HTTP 429 insufficient_quota: You exceeded your current quota",
                Verdicts.on(
                                429,
                                error(
                                        "{\"error\":{\"message\":\"You exceeded\\nyour current quota\",\"code\":\"insufficient_quota\"}}"))
                        .message());
        assertEquals(
                "HTTP 429 rate_limited: Provider returned error: busy",
                Verdicts.on(
                                429,
                                error(
                                        "{\"error\":{\"message\":\"Provider returned error\",\"code\":429,\"metadata\":{\"raw\":\"busy\"}}}"))
                        .message());
        assertEquals(
                "HTTP 422 bad_request: body.messages.0: field required",
                Verdicts.on(422, error("{\"detail\":[{\"loc\":[\"body\",\"messages\",0],\"msg\":\"field required\"}]}"))
                        .message());
        assertEquals(
                "HTTP 502 server_error: an HTML page: 502 Bad Gateway",
                Verdicts.on(502, error("<html><head><title>502 Bad Gateway</title></head></html>"))
                        .message());
        assertEquals(
                "HTTP 500 server_error: no further words from the server",
                Verdicts.on(500, error("")).message());
        assertEquals(
                "HTTP 200 with an error in it, error_in_response: upstream failed",
                Verdicts.onSuccess(200, error("{\"error\":\"upstream failed\"}"))
                        .message());
    }

    @Test
    void boundsTheMessage() {
        String message = Verdicts.on(400, error("{\"error\":{\"message\":\"" + "x".repeat(50_000) + "\"}}"))
                .message();
        assertEquals(1_000, message.length());
        assertEquals('…', message.charAt(999));
    }

    private static ErrorBody error(@Nullable String body) {
        byte[] bytes = utf8(body == null ? "" : body);
        return ErrorBody.read(bytes, bytes.length);
    }
}
