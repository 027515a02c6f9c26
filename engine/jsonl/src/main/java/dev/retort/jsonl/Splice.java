package dev.retort.jsonl;

/** Adds members to a record before the brace that closes it, and keeps every byte of the record, white space included. */
public final class Splice {

    private Splice() {}

    /**
     * The record with more members, as bytes of its own.
     *
     * @param members one or more, without a comma at either end: {@code "response":"Yes.","line":7}
     */
    public static byte[] into(JsonRecord record, JsonBytes members) {
        JsonBytes out = new JsonBytes(record.to() - record.from() + members.size() + 1);
        into(record, members, out);
        return out.toByteArray();
    }

    /**
     * Adds the record with more members to a buffer.
     *
     * @param members one or more, without a comma at either end: {@code "response":"Yes.","line":7}
     * @param out gets the record, without a newline
     */
    public static void into(JsonRecord record, JsonBytes members, JsonBytes out) {
        out.raw(record.bytes(), record.from(), record.closingBrace());
        if (!record.isEmpty()) {
            out.raw(",");
        }
        out.raw(members).raw(record.bytes(), record.closingBrace(), record.to());
    }
}
