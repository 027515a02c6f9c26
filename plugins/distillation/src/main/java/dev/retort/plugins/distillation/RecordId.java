package dev.retort.plugins.distillation;

import dev.retort.jsonl.IdHash;
import dev.retort.jsonl.JsonBytes;
import java.nio.charset.StandardCharsets;

/** What names a record, as the raw JSON token that stands in its lines: {@code "HumanEval/0"}, {@code 17}, {@code "content-…"}. */
final class RecordId {

    private final byte[] token;

    private RecordId(byte[] token) {
        this.token = token;
    }

    /** An id that the record brings. */
    static RecordId ofToken(byte[] token) {
        return new RecordId(token);
    }

    /** An id that is made up; nothing in it needs an escape. */
    static RecordId ofText(String text) {
        return new RecordId(("\"" + text + "\"").getBytes(StandardCharsets.US_ASCII));
    }

    void hashInto(IdHash hash) {
        hash.of(token);
    }

    void writeTo(JsonBytes out) {
        out.raw(token);
    }

    /** The token itself. */
    @Override
    public String toString() {
        return new String(token, StandardCharsets.UTF_8);
    }
}
