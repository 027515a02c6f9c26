package dev.retort.plugins.distillation.prompt;

/** A template that cannot be read. The message gives line and column, both from 1. */
final class TemplateException extends Exception {

    private static final long serialVersionUID = 1;

    TemplateException(int line, int column, String problem) {
        super("line " + line + ", column " + column + " of the template: " + problem);
    }
}
