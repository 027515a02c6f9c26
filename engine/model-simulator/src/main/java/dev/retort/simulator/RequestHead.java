package dev.retort.simulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Locale;

/** What the request line and the header fields say, as far as it matters here; filled again for each request. */
final class RequestHead {

    /** A method that the server knows. */
    enum Method {
        GET,
        HEAD,
        POST,
        OTHER
    }

    /** A path that the server knows. */
    enum Route {
        CHAT,
        MODELS,
        STATS,
        UNKNOWN
    }

    Method method = Method.OTHER;
    Route route = Route.UNKNOWN;
    String target = "";
    boolean minorVersionZero;
    boolean keepAlive;
    boolean chunked;
    boolean expectsContinue;
    boolean authorized;
    long contentLength;

    private final byte[] authorization;
    private boolean hostSeen;
    private boolean lengthSeen;

    /** @param authorization the value that {@code Authorization} must have; empty when anyone may ask */
    RequestHead(byte[] authorization) {
        this.authorization = authorization;
    }

    void clear() {
        method = Method.OTHER;
        target = "";
        keepAlive = true;
        chunked = false;
        expectsContinue = false;
        authorized = authorization.length == 0;
        contentLength = 0;
        hostSeen = false;
        lengthSeen = false;
    }

    void field(byte[] d, int name, int nameLength, int value, int valueLength) throws HttpProblem {
        switch (nameLength) {
            case 4 -> {
                if (Ascii.is(d, name, nameLength, "host")) {
                    host();
                }
            }
            case 6 -> {
                if (Ascii.is(d, name, nameLength, "expect")) {
                    expect(d, value, valueLength);
                }
            }
            case 10 -> {
                if (Ascii.is(d, name, nameLength, "connection")) {
                    connection(d, value, valueLength);
                }
            }
            case 13 -> {
                if (authorization.length > 0 && Ascii.is(d, name, nameLength, "authorization")) {
                    authorized = Ascii.same(d, value, valueLength, authorization);
                }
            }
            case 14 -> {
                if (Ascii.is(d, name, nameLength, "content-length")) {
                    contentLength(d, value, valueLength);
                }
            }
            case 16 -> {
                if (Ascii.is(d, name, nameLength, "content-encoding") && !Ascii.is(d, value, valueLength, "identity")) {
                    throw new HttpProblem(415, "bodies are taken without Content-Encoding only");
                }
            }
            case 17 -> {
                if (Ascii.is(d, name, nameLength, "transfer-encoding")) {
                    transferEncoding(d, value, valueLength);
                }
            }
            default -> {}
        }
    }

    /** Checks what the fields say together. */
    void complete() throws HttpProblem {
        if (!hostSeen && !minorVersionZero) {
            throw new HttpProblem(400, "the Host field is missing");
        }
        if (chunked && (lengthSeen || minorVersionZero)) {
            throw new HttpProblem(
                    400,
                    lengthSeen
                            ? "Content-Length and Transfer-Encoding exclude each other"
                            : "Transfer-Encoding needs HTTP/1.1");
        }
    }

    private void host() throws HttpProblem {
        if (hostSeen) {
            throw new HttpProblem(400, "the Host field is there twice");
        }
        hostSeen = true;
    }

    private void expect(byte[] d, int value, int length) throws HttpProblem {
        if (!Ascii.is(d, value, length, "100-continue")) {
            throw new HttpProblem(417, "only the expectation 100-continue is known");
        }
        expectsContinue = !minorVersionZero;
    }

    private void connection(byte[] d, int value, int length) {
        if (Ascii.is(d, value, length, "keep-alive")) {
            keepAlive = true;
            return;
        }
        String options = new String(d, value, length, ISO_8859_1).toLowerCase(Locale.ROOT);
        for (String option : options.split(",", -1)) {
            if (option.strip().equals("close")) {
                keepAlive = false;
            }
        }
    }

    private void contentLength(byte[] d, int value, int length) throws HttpProblem {
        long number = Ascii.decimal(d, value, length);
        if (number < 0 || (lengthSeen && number != contentLength)) {
            throw new HttpProblem(400, "Content-Length must be one whole number");
        }
        contentLength = number;
        lengthSeen = true;
    }

    private void transferEncoding(byte[] d, int value, int length) throws HttpProblem {
        if (chunked || !Ascii.is(d, value, length, "chunked")) {
            throw new HttpProblem(chunked ? 400 : 501, "the only Transfer-Encoding known is chunked, once");
        }
        chunked = true;
    }
}
