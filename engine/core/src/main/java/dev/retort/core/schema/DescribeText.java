package dev.retort.core.schema;

import java.util.List;
import java.util.Map;

/** Describes a task type for a terminal of 100 columns. */
public final class DescribeText {

    private static final int WIDTH = 100;
    private static final int COLUMN = 26;

    private final StringBuilder out = new StringBuilder();

    private DescribeText() {}

    public static String of(TaskShape task) {
        DescribeText text = new DescribeText();
        text.out.append(task.taskType()).append(" · ").append(task.summary()).append("\n\n");
        text.keys(task.keys(), "");
        for (Map.Entry<String, RecordShape> file : task.otherFiles().entrySet()) {
            text.out.append("\nThe file that ").append(file.getKey()).append(" names\n");
            text.keys(file.getValue().keys(), "  ");
            text.rest(file.getValue(), "  ");
        }
        text.out.append("\nThe shortest task file\n").append(indented(ExampleYaml.of(task)));
        for (Map.Entry<String, RecordShape> file : task.otherFiles().entrySet()) {
            text.out.append("\nThe shortest file for ").append(file.getKey()).append('\n');
            text.out.append(indented(ExampleYaml.of(file.getValue())));
        }
        return text.out.toString();
    }

    private static String indented(String yaml) {
        return "  " + yaml.stripTrailing().replace("\n", "\n  ") + "\n";
    }

    private void keys(List<KeyShape> keys, String indent) {
        for (KeyShape key : keys) {
            String head = indent + key.name();
            out.append(head).append(" ".repeat(Math.max(2, COLUMN - head.length())));
            out.append(TypeNames.of(key.value())).append(presence(key)).append('\n');
            paragraph(key.description());
            if (key.example().isPresent()) {
                paragraph("example: " + key.example().get());
            }
            nested(key.value(), indent + "  ");
        }
    }

    private static String presence(KeyShape key) {
        if (key.required()) {
            return ", required";
        }
        boolean section = key.fallback().isPresent() && key.fallback().get().equals("{}");
        return key.optional() || section
                ? ", optional"
                : ", default " + key.fallback().orElse("");
    }

    private void nested(ValueShape value, String indent) {
        if (value instanceof ValueShape.Section section) {
            keys(section.shape().keys(), indent);
            rest(section.shape(), indent);
        } else if (value instanceof ValueShape.Items items) {
            nested(items.item(), indent);
        } else if (value instanceof ValueShape.Named named) {
            nested(named.value(), indent);
        }
    }

    private void rest(RecordShape shape, String indent) {
        if (shape.rest().isPresent()) {
            out.append(indent).append("…").append(" ".repeat(Math.max(2, COLUMN - indent.length() - 1)));
            out.append("any other key, with any value\n");
            paragraph(shape.rest().get().description());
        }
    }

    private void paragraph(String text) {
        if (text.isEmpty()) {
            return;
        }
        int used = 0;
        for (String word : text.split(" ", -1)) {
            if (used == 0 || used + 1 + word.length() > WIDTH) {
                out.append(used == 0 ? "" : "\n").append(" ".repeat(COLUMN));
                used = COLUMN;
            } else {
                out.append(' ');
                used++;
            }
            out.append(word);
            used += word.length();
        }
        out.append('\n');
    }
}
