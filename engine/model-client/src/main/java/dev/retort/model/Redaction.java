package dev.retort.model;

import java.util.List;

/** Takes the credentials of an endpoint out of messages: some servers repeat the key that they refuse. */
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
}
