package dev.retort.plugins.distillation.image;

/** An image that cannot be sent. */
public final class ImageException extends Exception {

    private static final long serialVersionUID = 1;

    private final String type;

    /**
     * A reason.
     *
     * @param type in snake_case: {@code image_missing}
     * @param message what is wrong, for people
     */
    public ImageException(String type, String message) {
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

    static ImageException damaged(String message) {
        return new ImageException("image_damaged", message);
    }

    static ImageException unsupported(String message) {
        return new ImageException("image_unsupported", message);
    }

    static ImageException tooLarge(String message) {
        return new ImageException("image_too_large", message);
    }

    /** The same, saying which image it is. */
    ImageException of(String shown) {
        return new ImageException(type, shown + ": " + reason());
    }
}
