package dev.retort.model;

/** The body of a successful response is not a chat completion. */
final class MalformedReplyException extends Exception {

    private final String type;

    MalformedReplyException(String type, String message) {
        super(message, null, false, false);
        this.type = type;
    }

    String type() {
        return type;
    }
}
