package dev.retort.model;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Takes the credentials of an endpoint out of what is shown: some servers repeat the key that they refuse. */
final class Redaction {

    /** Shorter values would blot out innocent words. */
    private static final int SHORTEST = 6;

    private final List<String> secrets;

    Redaction(List<String> secrets) {
        this.secrets = secrets.stream()
                .filter(secret -> secret.length() >= SHORTEST)
                .sorted((a, b) -> b.length() - a.length())
                .toList();
    }

    String of(String message) {
        String clean = message;
        for (String secret : secrets) {
            clean = clean.replace(secret, "***");
        }
        return clean;
    }

    /** Overwrites them where they stand, before a cut can leave half of one behind. */
    void blank(byte[] bytes, int length) {
        for (String secret : secrets) {
            byte[] sought = secret.getBytes(StandardCharsets.ISO_8859_1);
            for (int at = 0; at + sought.length <= length; at++) {
                if (Arrays.equals(bytes, at, at + sought.length, sought, 0, sought.length)) {
                    Arrays.fill(bytes, at, at + sought.length, (byte) '*');
                }
            }
        }
    }
}
