package dev.retort.jsonl;

import java.util.Locale;

/**
 * Says why a line is no record. It carries no stack trace, for it is about data: {@code column 17: expected ',' or '}' after a
 * member, found 'x'}.
 */
public final class JsonRecordException extends Exception {

    private final Reason reason;
    private final int column;
    private final String problem;

    JsonRecordException(Reason reason, int column, String problem) {
        super("column " + String.format(Locale.ROOT, "%,d", column) + ": " + problem, null, false, false);
        this.reason = reason;
        this.column = column;
        this.problem = problem;
    }

    /** What kind of problem it is. */
    public Reason reason() {
        return reason;
    }

    /** Where in the line the problem shows, in bytes from 1. */
    public int column() {
        return column;
    }

    /** What was expected and what was found, without the place. */
    public String problem() {
        return problem;
    }

    JsonRecordException shiftedBy(int bytes) {
        return new JsonRecordException(reason, column + bytes, problem);
    }

    /** Why a line is no record. */
    public enum Reason {
        /** Bytes that are not UTF-8, overlong forms and encoded surrogates among them. */
        INVALID_UTF8,
        /** Not JSON as RFC 8259 has it. */
        INVALID_JSON,
        /** JSON, but another value than an object. */
        NOT_AN_OBJECT,
        /** Nested deeper than {@value JsonRecord#MAX_DEPTH} levels. */
        TOO_DEEP,
        /** A member that was asked for is there twice. */
        DUPLICATE_MEMBER;

        /** The name in error files: {@code invalid_utf8}. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
