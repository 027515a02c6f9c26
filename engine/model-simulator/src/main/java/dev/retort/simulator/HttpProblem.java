package dev.retort.simulator;

/** A request that is answered with an error; made by the client, so it carries no stack trace. */
final class HttpProblem extends Exception {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;
    private final String param;

    HttpProblem(int status, String message) {
        this(status, message, "", "");
    }

    /**
     * @param code as in OpenAI's error bodies; empty for null
     * @param param the member of the request that is wrong; empty for null
     */
    HttpProblem(int status, String message, String code, String param) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.param = param;
    }

    int status() {
        return status;
    }

    String message() {
        return String.valueOf(getMessage());
    }

    String code() {
        return code;
    }

    String param() {
        return param;
    }
}
