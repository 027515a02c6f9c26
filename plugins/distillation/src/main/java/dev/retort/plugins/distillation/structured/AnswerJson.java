package dev.retort.plugins.distillation.structured;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads JSON strictly: one value, no member twice, nothing behind it. */
final class AnswerJson {

    /** Reasoning that a server left in the content, in front of the answer. */
    private static final Pattern THOUGHT = Pattern.compile("\\A\\s*<think>.*?</think>", Pattern.DOTALL);
    /** A code block that holds the whole answer, as chat models write it when nothing keeps them from it. */
    private static final Pattern FENCED =
            Pattern.compile("\\A\\s*```(?:json|JSON)?[ \\t]*\\R(.*?)\\R?[ \\t]*```\\s*\\z", Pattern.DOTALL);

    private static final Pattern TRAILING = Pattern.compile("Trailing token .*", Pattern.DOTALL);
    /** What the library tells programmers: where the source would be shown, and how to allow what is wrong. */
    private static final Pattern ASIDE = Pattern.compile(
            " ?\\((?:start marker at )?\\[Source: [^\\]]*\\]\\)|: enable `JsonReadFeature[^`]*` to allow");

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private AnswerJson() {}

    /** The part of an answer that is meant to be JSON: without leading reasoning, and without a code fence around all of it. */
    static String in(String content) {
        Matcher thought = THOUGHT.matcher(content);
        String rest = thought.find() ? content.substring(thought.end()) : content;
        Matcher fenced = FENCED.matcher(rest);
        return fenced.matches() ? fenced.group(1) : rest;
    }

    /**
     * Reads a value.
     *
     * @throws SchemaMistake with line and column when it is none
     */
    static JsonNode read(String json) throws SchemaMistake {
        @Nullable JsonNode node;
        try {
            node = MAPPER.readTree(json);
        } catch (JacksonException e) {
            String problem =
                    ASIDE.matcher(String.valueOf(e.getOriginalMessage())).replaceAll("");
            problem = TRAILING.matcher(problem).replaceFirst("there is more behind the JSON value");
            throw new SchemaMistake(place(e.getLocation()) + ": " + problem);
        }
        if (node == null || node.isMissingNode()) {
            throw new SchemaMistake("there is nothing");
        }
        return node;
    }

    /** Plain values as JSON: maps, lists, strings, numbers, booleans, null. */
    static JsonNode of(Object plain) {
        return MAPPER.valueToTree(plain);
    }

    /** The same, back. */
    static Object plain(JsonNode node) {
        return MAPPER.convertValue(node, Object.class);
    }

    private static String place(@Nullable TokenStreamLocation location) {
        return location == null || location.getLineNr() < 1
                ? "somewhere"
                : "line " + location.getLineNr() + ", column " + location.getColumnNr();
    }
}
