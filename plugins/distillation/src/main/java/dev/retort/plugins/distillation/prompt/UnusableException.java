package dev.retort.plugins.distillation.prompt;

/** A record from which no request can be made. It fails alone, with this reason. */
public final class UnusableException extends Exception {

    private static final long serialVersionUID = 1;

    private final String type;

    /**
     * A reason.
     *
     * @param type in snake_case: {@code no_messages}, {@code image_missing}
     * @param message what is wrong, for people
     */
    public UnusableException(String type, String message) {
        super(message);
        this.type = type;
    }

    public String type() {
        return type;
    }

    /** The message, which is always there. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
