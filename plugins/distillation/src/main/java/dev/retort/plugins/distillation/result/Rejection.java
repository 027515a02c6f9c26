package dev.retort.plugins.distillation.result;

import dev.retort.jsonl.JsonBytes;

/**
 * Why an answer is not wanted.
 *
 * @param type in snake_case: {@code too_short}
 * @param message what was expected and what was found, for people
 */
public record Rejection(String type, String message) {

    /** Writes the member {@code rejected}. */
    void writeTo(JsonBytes out) {
        out.string(ResultLines.REJECTED).raw(":{\"type\":").string(type);
        out.raw(",\"message\":").string(message).raw("}");
    }
}
