package dev.retort.core.config.yaml;

import dev.retort.core.config.problem.Place;
import dev.retort.core.config.problem.ProblemLog;
import dev.retort.core.config.problem.SourceText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a value that does not stand in a file: of a setting, a default or an example. */
public final class InlineYaml {

    private InlineYaml() {}

    /**
     * A text that begins with a bracket, a brace or a quote is YAML in flow style; any other is one scalar, as it stands.
     *
     * @return every part at the place given; null when it is not valid YAML
     */
    public static @Nullable Node parse(String text, Place place) {
        char first = text.isEmpty() ? ' ' : text.charAt(0);
        if (first != '[' && first != '{' && first != '"' && first != '\'') {
            return Scalar.free(place, text);
        }
        if (text.equals("{}")) {
            return Mapping.of(place, List.of());
        }
        if (text.equals("[]")) {
            return Sequence.of(place, List.of());
        }
        ProblemLog log = new ProblemLog();
        Node node = YamlReader.read(new SourceText("value", 0, text), log).orElse(null);
        return node == null || log.hasErrors() ? null : moved(node, place);
    }

    private static Node moved(Node node, Place place) {
        if (node instanceof Mapping mapping) {
            List<Mapping.Entry> entries = new ArrayList<>();
            for (Mapping.Entry entry : mapping.entries()) {
                entries.add(new Mapping.Entry(entry.key().at(place), moved(entry.value(), place)));
            }
            return Mapping.of(place, entries);
        }
        if (node instanceof Sequence sequence) {
            List<Node> items = new ArrayList<>();
            for (Node item : sequence.items()) {
                items.add(moved(item, place));
            }
            return Sequence.of(place, items);
        }
        return node.at(place);
    }
}
