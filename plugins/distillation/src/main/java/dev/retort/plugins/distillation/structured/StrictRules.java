package dev.retort.plugins.distillation.structured;

import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What OpenAI wants of every object of a schema that is to be strict. */
final class StrictRules {

    private StrictRules() {}

    /** The first object that breaks the rules, by its JSON pointer; empty when none does. */
    static Optional<String> breach(JsonNode schema) {
        return breach(schema, "");
    }

    private static Optional<String> breach(JsonNode node, String pointer) {
        JsonNode properties = node.path("properties");
        if (properties.isObject()) {
            String where = pointer.isEmpty() ? "the schema" : "the schema at " + pointer;
            JsonNode further = node.path("additionalProperties");
            if (!further.isBoolean() || further.booleanValue()) {
                return Optional.of(where + " lacks additionalProperties: false");
            }
            if (node.path("required").size() < properties.size()) {
                return Optional.of(where + " does not require all of its properties");
            }
        }
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            Optional<String> inner = breach(member.getValue(), pointer + "/" + member.getKey());
            if (inner.isPresent()) {
                return inner;
            }
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            Optional<String> inner = breach(node.get(i), pointer + "/" + i);
            if (inner.isPresent()) {
                return inner;
            }
        }
        return Optional.empty();
    }
}
