package dev.retort.jsonl;

/** Adds members to a record, or elements to an array, at its end, and keeps every byte that was there, white space included. */
public final class Splice {

    private static final int MAX_SIZE = Integer.MAX_VALUE - 16;

    private Splice() {}

    /**
     * The record with more members, as bytes of its own.
     *
     * @param members one or more, without a comma at either end: {@code "response":"Yes.","line":7}
     */
    public static byte[] into(JsonRecord record, JsonBytes members) {
        int comma = record.isEmpty() ? 0 : 1;
        long size = (long) record.to() - record.from() + comma + members.size();
        if (size > MAX_SIZE) {
            throw new OutOfMemoryError("a record of more than 2 GiB");
        }
        byte[] out = new byte[(int) size];
        int before = record.closingBrace() - record.from();
        System.arraycopy(record.bytes(), record.from(), out, 0, before);
        if (comma > 0) {
            out[before] = ',';
        }
        System.arraycopy(members.array(), 0, out, before + comma, members.size());
        int after = record.to() - record.closingBrace();
        System.arraycopy(record.bytes(), record.closingBrace(), out, out.length - after, after);
        return out;
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

    /**
     * Adds a wanted member's array with more elements at its end to a buffer; the record stays as it is.
     *
     * @param elements one or more, without a comma at either end
     * @param out gets the array
     * @throws IllegalArgumentException when the member is not there, or is no array
     */
    public static void intoArray(JsonRecord record, int member, JsonBytes elements, JsonBytes out) {
        if (record.kind(member) != JsonKind.ARRAY) {
            throw new IllegalArgumentException(
                    "expected an array, found " + record.kind(member).phrase());
        }
        int bracket = record.valueTo(member) - 1;
        out.raw(record.bytes(), record.valueFrom(member), bracket);
        if (!record.isEmpty(member)) {
            out.raw(",");
        }
        out.raw(elements).raw("]");
    }
}
