package dev.retort.model;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which class an HTTP error falls into: by what its code says, else by its status. */
final class Verdicts {

    private static final Set<String> MONEY = Set.of(
            "insufficient_quota",
            "credit_balance_exhausted",
            "insufficient_balance",
            "billing_hard_limit_reached",
            "billing_not_active",
            "arrearage",
            "1113");
    private static final Set<String> FILTERED = Set.of(
            "content_filter", "content_policy_violation", "data_inspection_failed", "moderation_blocked", "1301");
    private static final Set<String> OVERLOADED =
            Set.of("server_is_overloaded", "slow_down", "overloaded_error", "engine_overloaded");
    private static final Set<String> NO_MODEL = Set.of("model_not_found", "model_not_exist", "invalid_model");

    private static final Pattern TOO_LONG = Pattern.compile("context length|context window|prompt is too long");
    private static final Pattern NO_MODEL_TEXT =
            Pattern.compile("^(the )?(requested )?model\\b.{0,200}?(not exist|not found)|^no endpoints found");
    private static final Pattern KEY_TEXT = Pattern.compile("^api key not valid|^invalid api key");
    private static final Pattern MONEY_TEXT = Pattern.compile("^your credit balance is too low");
    private static final Pattern SNAKE = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+){1,8}");

    private record Verdict(FailureClass kind, String type) {}

    private Verdicts() {}

    /** The verdict on a response whose status says that something is wrong. */
    static AttemptFailure on(int status, ErrorBody error) {
        Verdict named = named(error);
        Verdict verdict = named != null ? named : byStatus(status, error);
        String words = error.message().isEmpty() ? "no further words from the server" : error.message();
        return AttemptFailure.of(
                verdict.kind, verdict.type, "HTTP " + status + " " + verdict.type + ": " + words, status);
    }

    /** The verdict on a success that has an {@code error} member: transient, unless it says something more definite. */
    static AttemptFailure onSuccess(int status, ErrorBody error) {
        Verdict verdict = named(error);
        if (verdict == null) {
            int meant = number(error.code());
            boolean definite = meant == 401 || meant == 402 || meant == 403 || meant == 429 || meant / 100 == 5;
            verdict = definite ? byStatus(meant, error) : new Verdict(FailureClass.TRANSIENT, "error_in_response");
        }
        String words = error.message().isEmpty() ? "no further words from the server" : error.message();
        return AttemptFailure.of(
                verdict.kind,
                verdict.type,
                "HTTP " + status + " with an error in it, " + verdict.type + ": " + words,
                status);
    }

    private static @Nullable Verdict named(ErrorBody error) {
        String code = snake(error.code());
        String type = snake(error.type());
        if (error.flagged() || FILTERED.contains(code) || FILTERED.contains(type)) {
            return new Verdict(FailureClass.RECORD, "content_filter");
        }
        if (code.equals("context_length_exceeded") || type.equals("context_length_exceeded")) {
            return new Verdict(FailureClass.RECORD, "context_length_exceeded");
        }
        if (MONEY.contains(code) || MONEY.contains(type)) {
            String name = MONEY.contains(code) ? code : type;
            return new Verdict(FailureClass.RUN, Character.isLetter(name.charAt(0)) ? name : "insufficient_balance");
        }
        if (NO_MODEL.contains(code) || NO_MODEL.contains(type)) {
            return new Verdict(FailureClass.RUN, "model_not_found");
        }
        if (code.equals("invalid_api_key")) {
            return new Verdict(FailureClass.RUN, code);
        }
        if (OVERLOADED.contains(code) || OVERLOADED.contains(type)) {
            return new Verdict(FailureClass.PRESSURE, OVERLOADED.contains(code) ? code : type);
        }
        return null;
    }

    private static Verdict byStatus(int status, ErrorBody error) {
        String words = error.message().toLowerCase(Locale.ROOT);
        return switch (status) {
            case 400 -> badRequest(words, error);
            case 401 -> new Verdict(FailureClass.RUN, "unauthorized");
            case 402 -> new Verdict(FailureClass.RUN, "payment_required");
            case 403 -> new Verdict(FailureClass.RUN, "forbidden");
            case 404 -> notFound(words, error);
            case 405 -> new Verdict(FailureClass.RUN, "method_not_allowed");
            case 407 -> new Verdict(FailureClass.RUN, "proxy_authentication_required");
            case 408 -> new Verdict(FailureClass.TRANSIENT, "request_timeout");
            case 409 -> new Verdict(FailureClass.TRANSIENT, "conflict");
            case 413 -> new Verdict(FailureClass.RECORD, "request_too_large");
            case 422 -> badRequest(words, error);
            case 425 -> new Verdict(FailureClass.TRANSIENT, "too_early");
            case 429 -> new Verdict(FailureClass.PRESSURE, "rate_limited");
            case 503 -> new Verdict(FailureClass.TRANSIENT, "service_unavailable");
            default -> other(status);
        };
    }

    private static Verdict other(int status) {
        if (status >= 500) {
            return new Verdict(FailureClass.TRANSIENT, "server_error");
        }
        if (status < 400) {
            return new Verdict(FailureClass.RUN, "redirected");
        }
        return new Verdict(FailureClass.RECORD, "request_refused");
    }

    /** Some servers answer 400 for what others have a status for. */
    private static Verdict badRequest(String words, ErrorBody error) {
        if (NO_MODEL_TEXT.matcher(words).find()) {
            return new Verdict(FailureClass.RUN, "model_not_found");
        }
        if (KEY_TEXT.matcher(words).find()) {
            return new Verdict(FailureClass.RUN, "invalid_api_key");
        }
        if (MONEY_TEXT.matcher(words).find()) {
            return new Verdict(FailureClass.RUN, "insufficient_balance");
        }
        if (TOO_LONG.matcher(words).find()) {
            return new Verdict(FailureClass.RECORD, "context_length_exceeded");
        }
        String code = snake(error.code());
        return new Verdict(FailureClass.RECORD, SNAKE.matcher(code).matches() ? code : "bad_request");
    }

    private static Verdict notFound(String words, ErrorBody error) {
        if (!error.structured()) {
            return new Verdict(FailureClass.RUN, "no_such_path");
        }
        boolean model = words.contains("model") || words.startsWith("no endpoints found");
        return model ? new Verdict(FailureClass.RUN, "model_not_found") : new Verdict(FailureClass.RECORD, "not_found");
    }

    /** {@code NotFoundError} and {@code not-found error} alike as {@code not_found_error}. */
    private static String snake(String name) {
        if (name.length() > 64) {
            return "";
        }
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .replaceAll("[ .-]+", "_")
                .toLowerCase(Locale.ROOT);
    }

    private static int number(String code) {
        return code.matches("[1-5][0-9]{2}") ? Integer.parseInt(code) : 0;
    }
}
