package dev.retort.core.config;

import dev.retort.core.config.problem.Place;
import dev.retort.core.config.yaml.Mapping;
import dev.retort.core.config.yaml.Node;
import dev.retort.core.config.yaml.Scalar;
import dev.retort.core.config.yaml.Sequence;
import dev.retort.core.config.yaml.YamlText;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Writes the effective configuration, with a remark where a value does not stand in the task file itself. */
final class ResolvedYaml {

    private final String own;
    private final StringBuilder out = new StringBuilder();

    /**
     * @param files the first one is the task file
     */
    ResolvedYaml(List<Path> files) {
        this.own = files.isEmpty() ? "" : files.get(0).toString();
    }

    String write(Mapping engineKeys, Mapping config, Map<Path, Mapping> otherFiles) {
        entries(engineKeys, "");
        entries(config, "");
        for (Map.Entry<Path, Mapping> other : otherFiles.entrySet()) {
            String name = other.getKey().toString();
            out.append("\n# What ").append(name).append(" said:\n");
            ResolvedYaml inner = new ResolvedYaml(List.of(other.getKey()));
            inner.entries(other.getValue(), "");
            for (String line : inner.out.toString().split("\n", -1)) {
                if (!line.isEmpty()) {
                    out.append("# ").append(line).append('\n');
                }
            }
        }
        return out.toString();
    }

    private void entries(Mapping mapping, String indent) {
        for (Mapping.Entry entry : mapping.entries()) {
            out.append(indent).append(YamlText.key(entry.name())).append(':');
            value(entry.value(), indent);
        }
    }

    private void value(Node node, String indent) {
        if (node instanceof Mapping mapping && !mapping.entries().isEmpty()) {
            out.append('\n');
            entries(mapping, indent + "  ");
        } else if (node instanceof Sequence sequence && !sequence.items().isEmpty()) {
            out.append('\n');
            for (Node item : sequence.items()) {
                out.append(indent).append("  -");
                value(item, indent + "  ");
            }
        } else {
            out.append(' ').append(leaf(node)).append(remark(node.place())).append('\n');
        }
    }

    private static String leaf(Node node) {
        if (node instanceof Scalar scalar) {
            return scalar.form() == Scalar.Form.PLAIN ? YamlText.plain(scalar.text()) : YamlText.quoted(scalar.text());
        }
        return node instanceof Mapping ? "{}" : "[]";
    }

    private String remark(Place place) {
        if (place instanceof Place.OfDefault) {
            return "  # default";
        }
        if (place instanceof Place.InSetting setting) {
            String prefix = setting.prefix();
            int end = prefix.startsWith("--") ? prefix.indexOf(' ') : prefix.indexOf(" (");
            return "  # " + (end < 0 ? prefix.strip() : prefix.substring(0, end));
        }
        if (place instanceof Place.InFile in && !in.source().name().equals(own)) {
            return "  # " + in.source().name() + ":" + in.line();
        }
        return "";
    }
}
