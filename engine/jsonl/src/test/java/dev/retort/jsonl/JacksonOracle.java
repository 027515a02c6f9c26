package dev.retort.jsonl;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** What the JDK's UTF-8 decoder and Jackson together take a line for. */
final class JacksonOracle {

    private final JsonFactory factory = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(JsonRecord.MAX_DEPTH)
                    .maxNumberLength(1 << 20)
                    .maxNameLength(1 << 20)
                    .build())
            .build();

    /** The tokens of a value, or nothing when it is no JSON. */
    Optional<List<String>> tokens(byte[] json) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(json))
                    .toString();
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
        List<String> tokens = new ArrayList<>();
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                tokens.add(token + " " + parser.getString());
            }
            return Optional.of(tokens);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** Whether a line is one object. */
    boolean accepts(byte[] line) {
        return tokens(line).filter(JacksonOracle::isOneObject).isPresent();
    }

    private static boolean isOneObject(List<String> tokens) {
        if (tokens.isEmpty() || !tokens.get(0).startsWith("START_OBJECT")) {
            return false;
        }
        int depth = 0;
        for (int i = 0; i < tokens.size(); i++) {
            depth += change(tokens.get(i));
            if (depth == 0) {
                return i == tokens.size() - 1;
            }
        }
        return false;
    }

    private static int change(String token) {
        return token.startsWith("START_") ? 1 : token.startsWith("END_") ? -1 : 0;
    }

    /** The tokens of each member of an object that Jackson accepts; of the last one, where a name is there twice. */
    Map<String, List<String>> members(byte[] line) {
        List<String> tokens = tokens(line).orElseThrow();
        Map<String, List<String>> members = new TreeMap<>();
        int at = 1;
        while (!tokens.get(at).startsWith("END_OBJECT")) {
            String name = tokens.get(at).substring("PROPERTY_NAME ".length());
            int start = ++at;
            int depth = 0;
            do {
                depth += change(tokens.get(at++));
            } while (depth > 0);
            members.put(name, List.copyOf(tokens.subList(start, at)));
        }
        return members;
    }
}
