package dev.retort.core.config;

import dev.retort.core.config.problem.ProblemLog;
import dev.retort.core.config.problem.SourceText;
import dev.retort.core.config.yaml.Mapping;
import dev.retort.core.config.yaml.Node;
import dev.retort.core.config.yaml.Scalar;
import dev.retort.core.config.yaml.Sequence;
import dev.retort.core.config.yaml.YamlReader;
import dev.retort.core.schema.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A YAML file as an editor hands it to a JSON Schema. */
final class YamlAsJson {

    private YamlAsJson() {}

    static String of(String yaml) {
        return JsonText.of(value(
                YamlReader.read(new SourceText("y", 0, yaml), new ProblemLog()).orElseThrow()));
    }

    private static @Nullable Object value(Node node) {
        if (node instanceof Mapping mapping) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            mapping.entries().forEach(entry -> map.put(entry.name(), value(entry.value())));
            return map;
        }
        if (node instanceof Sequence sequence) {
            List<@Nullable Object> list = new ArrayList<>();
            sequence.items().forEach(item -> list.add(value(item)));
            return list;
        }
        Scalar scalar = (Scalar) node;
        return switch (scalar.kind()) {
            case NULL -> null;
            case BOOLEAN -> scalar.text().toLowerCase(java.util.Locale.ROOT).equals("true");
            case INTEGER -> Numbers.integer(scalar.text());
            case FLOAT -> number(scalar);
            case TEXT -> scalar.text();
        };
    }

    private static Object number(Scalar scalar) {
        double value = Numbers.value(scalar.text(), scalar.kind());
        return Double.isFinite(value) ? (Object) value : scalar.text();
    }
}
