package dev.retort.plugins.distillation.reuse;

import dev.retort.jsonl.IdHash;
import dev.retort.model.ChatRequest;

/**
 * Knows a request by the bytes that decide its answer: model, parameters and messages with their images, in their order. It stands in
 * {@code generation.request} of a line.
 *
 * @param high the first 64 bits of their {@link IdHash}
 * @param low the last 64 bits
 */
public record RequestFingerprint(long high, long low) {

    /** The fingerprint of a request as it is sent. */
    public static RequestFingerprint of(ChatRequest request) {
        return of(request.body(), 0, request.identityLength());
    }

    /** The fingerprint of the bytes from {@code from} to {@code to}. */
    public static RequestFingerprint of(byte[] bytes, int from, int to) {
        IdHash hash = new IdHash().of(bytes, from, to);
        return new RequestFingerprint(hash.high(), hash.low());
    }

    /**
     * The fingerprint that {@link #hex} wrote.
     *
     * @throws IllegalArgumentException when it is none
     */
    static RequestFingerprint parse(String hex) {
        if (hex.length() != 32) {
            throw new IllegalArgumentException("32 hexadecimal digits, found " + hex);
        }
        return new RequestFingerprint(Long.parseUnsignedLong(hex, 0, 16, 16), Long.parseUnsignedLong(hex, 16, 32, 16));
    }

    /** 32 hexadecimal digits. */
    public String hex() {
        StringBuilder hex = new StringBuilder(32);
        digits(hex, high);
        digits(hex, low);
        return hex.toString();
    }

    private static void digits(StringBuilder hex, long word) {
        for (int shift = 60; shift >= 0; shift -= 4) {
            hex.append(Character.forDigit((int) (word >>> shift) & 0xf, 16));
        }
    }
}
