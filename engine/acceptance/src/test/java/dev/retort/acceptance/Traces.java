package dev.retort.acceptance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Looks for anything that a secret left behind: itself or parts of it, plain, in base64 or in hex. */
final class Traces {

    /** So many characters of a base64 text in a row are no coincidence. */
    private static final int WINDOW = 10;

    private final Map<String, String> needles = new LinkedHashMap<>();

    /**
     * Takes what to look for.
     *
     * @param parts stretches of letters and digits of a secret, which every escaping leaves as they are
     */
    Traces(String secret, String... parts) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        for (String part : parts) {
            needles.put(part, "in plain text");
            String hex = HexFormat.of().formatHex(part.getBytes(StandardCharsets.UTF_8));
            needles.put(hex, "in hex");
            needles.put(hex.toUpperCase(Locale.ROOT), "in hex");
        }
        for (int before = 0; before < 3; before++) {
            byte[] shifted = new byte[before + bytes.length];
            System.arraycopy(bytes, 0, shifted, before, bytes.length);
            String encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(shifted);
            for (int at = before == 0 ? 0 : 4; at + WINDOW < encoded.length(); at++) {
                needles.put(encoded.substring(at, at + WINDOW), "in base64");
            }
        }
    }

    /** Every line in which a part of the secret shows. */
    List<String> in(String where, String text) {
        List<String> found = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            String folded = line.replace('+', '-').replace('/', '_'); // the two alphabets of base64 as one
            needles.entrySet().stream()
                    .filter(needle -> folded.contains(needle.getKey()))
                    .findFirst()
                    .ifPresent(needle -> found.add(where + " shows the secret " + needle.getValue() + ": " + line));
        }
        return found;
    }

    /** Searches a whole tree, names and contents. */
    List<String> below(Path directory) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.toList()) {
                found.addAll(in("a file name", file.toString()));
                if (Files.isRegularFile(file)) {
                    found.addAll(in(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1)));
                }
            }
        }
        return found;
    }
}
