package dev.retort.core.schema;

/** A plugin describes its configuration in a way that the engine cannot work with: a bug of the plugin, never of the user. */
public final class InvalidRecordException extends RuntimeException {

    /**
     * @param component empty when it is the record as a whole
     */
    public InvalidRecordException(Class<?> type, String component, String message) {
        super("bug in the plugin: " + type.getName() + (component.isEmpty() ? "" : ", component '" + component + "'")
                + ": " + message);
    }

    /** For a record that fails while it is made, with the exception that it threw. */
    public InvalidRecordException(Class<?> type, Throwable cause) {
        super("bug in the plugin: " + type.getName() + " cannot be made: " + cause, cause);
    }
}
