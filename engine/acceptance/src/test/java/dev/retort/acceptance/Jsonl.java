package dev.retort.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Lines of JSON as bytes, read by a parser that lets nothing pass: no torn line, no member twice. */
final class Jsonl {

    private static final JsonMapper STRICT = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE)
                            .maxNestingDepth(20_000)
                            .build())
                    .build())
            .build();

    private Jsonl() {}

    /** The lines of a file without their ends; the last one must have one. Empty when there is no file. */
    static List<byte[]> lines(Path file) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        byte[] all = Files.readAllBytes(file);
        List<byte[]> lines = new ArrayList<>();
        int from = 0;
        for (int at = 0; at < all.length; at++) {
            if (all[at] == '\n') {
                lines.add(Arrays.copyOfRange(all, from, at));
                from = at + 1;
            }
        }
        assertEquals(all.length, from, "a torn line at the end of " + file);
        return lines;
    }

    static JsonNode parse(byte[] line) {
        return STRICT.readTree(line);
    }

    static JsonNode parse(String line) {
        return STRICT.readTree(line);
    }

    static List<JsonNode> records(Path file) throws IOException {
        return lines(file).stream().map(Jsonl::parse).toList();
    }

    /** Each byte a character: what is compared is bytes, what is shown on failure is text. */
    static String bytes(byte[] line) {
        return new String(line, StandardCharsets.ISO_8859_1);
    }

    static String bytes(String line) {
        return bytes(line.getBytes(StandardCharsets.UTF_8));
    }

    /** The output line is the input line, byte for byte, with members added before the brace that closes it. */
    static void assertHolds(byte[] input, byte[] output) {
        String before = bytes(input);
        int brace = before.lastIndexOf('}');
        String kept = before.substring(0, brace);
        String after = bytes(output);
        assertTrue(after.startsWith(kept), () -> "expected to start with\n" + kept + "\nfound\n" + after);
        String rest = after.substring(kept.length());
        boolean first = kept.strip().equals("{");
        assertTrue(rest.startsWith(first ? "\"" : ",\""), () -> "nothing was spliced in after the input: " + rest);
        assertTrue(after.endsWith("}" + before.substring(brace)), () -> "what followed the brace changed: " + rest);
    }

    static void assertHolds(String input, byte[] output) {
        assertHolds(input.getBytes(StandardCharsets.UTF_8), output);
    }
}
