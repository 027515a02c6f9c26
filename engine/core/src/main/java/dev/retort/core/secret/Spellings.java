package dev.retort.core.secret;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The spellings of secrets that are looked for; escapes are undone before, so none of them is spelled with escapes. */
final class Spellings {

    /** A shorter line of a secret of many lines says too little to be looked for by itself. */
    private static final int SHORTEST_LINE = 8;

    private static final int BITS_OF_BASE64 = 6;

    private Spellings() {}

    static List<Spelling> of(Collection<String> values) {
        Map<String, Spelling> spellings = new LinkedHashMap<>();
        for (String value : values) {
            add(spellings, value);
            add(spellings, value.strip());
            if (value.indexOf('\n') >= 0) { // such as a private key, which may be written line by line
                for (String line : value.split("\n", -1)) {
                    String text = line.strip();
                    if (text.length() >= SHORTEST_LINE && !text.startsWith("-----")) {
                        add(spellings, text);
                    }
                }
            }
        }
        return List.copyOf(spellings.values());
    }

    private static void add(Map<String, Spelling> spellings, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        put(spellings, value, false);
        put(spellings, value.replace(' ', '+'), false);
        put(spellings, new String(bytes, StandardCharsets.ISO_8859_1), false); // for streams of bytes
        String hex = HexFormat.of().formatHex(bytes);
        put(spellings, hex, false);
        put(spellings, hex.toUpperCase(Locale.ROOT), false);
        for (int before = 0; before < 3; before++) {
            String inner = base64(bytes, before);
            put(spellings, inner, true);
            put(spellings, inner.replace('+', '-').replace('/', '_'), true);
        }
    }

    /**
     * The characters of a base64 text that depend on nothing but the value, when as many bytes stand before it.
     *
     * @param before bytes before the value, modulo 3
     */
    private static String base64(byte[] value, int before) {
        byte[] shifted = new byte[before + value.length];
        System.arraycopy(value, 0, shifted, before, value.length);
        String encoded = Base64.getEncoder().encodeToString(shifted);
        int from = (before * Byte.SIZE + BITS_OF_BASE64 - 1) / BITS_OF_BASE64;
        int to = shifted.length * Byte.SIZE / BITS_OF_BASE64;
        return encoded.substring(from, to);
    }

    private static void put(Map<String, Spelling> spellings, String text, boolean base64) {
        if (text.length() >= Masker.SHORTEST) {
            spellings.putIfAbsent(text, new Spelling(text, base64));
        }
    }

    /**
     * What is looked for.
     *
     * @param base64 whether the character before and those after it in the encoded text hold bits of the secret too
     */
    record Spelling(String text, boolean base64) {}
}
