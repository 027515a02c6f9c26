package dev.retort.core.schema;

import java.util.List;
import java.util.Map;

/** Writes the reference of a task type for the README. */
public final class MarkdownReference {

    private final StringBuilder out = new StringBuilder();

    private MarkdownReference() {}

    public static String of(TaskShape task) {
        MarkdownReference text = new MarkdownReference();
        text.out
                .append("### `")
                .append(task.taskType())
                .append("`\n\n")
                .append(task.summary())
                .append("\n\n");
        text.out.append("```yaml\n").append(ExampleYaml.of(task)).append("```\n\n");
        text.head();
        text.rows(task.config().keys(), "");
        for (Map.Entry<String, RecordShape> file : task.otherFiles().entrySet()) {
            text.out.append("\nThe file that `").append(file.getKey()).append("` names:\n\n");
            text.head();
            text.rows(file.getValue().keys(), "");
            text.rest(file.getValue(), "");
        }
        return text.out.toString();
    }

    /** The keys that every task file has. */
    public static String ofEngine(RecordShape engine) {
        MarkdownReference text = new MarkdownReference();
        text.head();
        text.rows(engine.keys(), "");
        return text.out.toString();
    }

    private void head() {
        out.append("| key | value | default | |\n|---|---|---|---|\n");
    }

    private void rows(List<KeyShape> keys, String path) {
        for (KeyShape key : keys) {
            String here = path + key.name();
            out.append("| `")
                    .append(here)
                    .append("` | ")
                    .append(cell(TypeNames.of(key.value())))
                    .append(" | ");
            out.append(presence(key)).append(" | ").append(cell(key.description()));
            if (key.example().isPresent()) {
                out.append(key.description().isEmpty() ? "" : " ");
                out.append("Example: `").append(cell(key.example().get())).append('`');
            }
            out.append(" |\n");
            nested(key.value(), here);
        }
    }

    private static String presence(KeyShape key) {
        if (key.required()) {
            return "required";
        }
        return key.optional() ? "" : "`" + cell(key.fallback().orElse("")) + "`";
    }

    private void nested(ValueShape value, String path) {
        if (value instanceof ValueShape.Section section) {
            rows(section.shape().keys(), path + ".");
            rest(section.shape(), path + ".");
        } else if (value instanceof ValueShape.Items items) {
            nested(items.item(), path + "[]");
        } else if (value instanceof ValueShape.Named named) {
            nested(named.value(), path + ".*");
        }
    }

    private void rest(RecordShape shape, String path) {
        if (shape.rest().isPresent()) {
            out.append("| `").append(path).append("…` | any other key, with any value | | ");
            out.append(cell(shape.rest().get().description())).append(" |\n");
        }
    }

    private static String cell(String text) {
        return text.replace("<", "&lt;").replace("|", "\\|").replace("\n", " ");
    }
}
