package dev.retort.model;

/** Bytes that should be a chat completion are none. */
public final class MalformedReplyException extends Exception {

    private final String type;

    MalformedReplyException(String type, String message) {
        super(message, null, false, false);
        this.type = type;
    }

    /** What is wrong, in snake_case: {@code truncated_body}, {@code invalid_body}, {@code empty_body}, {@code no_choices} … */
    public String type() {
        return type;
    }
}
