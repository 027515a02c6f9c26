package dev.retort.plugins.distillation.structured;

/** A schema that cannot be used. The message says where: line and column, or the JSON pointer of the keyword. */
final class SchemaMistake extends Exception {

    private static final long serialVersionUID = 1;

    SchemaMistake(String message) {
        super(message);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
