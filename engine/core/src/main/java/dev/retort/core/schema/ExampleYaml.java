package dev.retort.core.schema;

import java.util.List;

/** Writes the smallest file that is right: its required keys. */
public final class ExampleYaml {

    private final StringBuilder out = new StringBuilder();

    private ExampleYaml() {}

    /** A task file. */
    public static String of(TaskShape task) {
        ExampleYaml yaml = new ExampleYaml();
        for (KeyShape key : task.keys()) {
            if (key.name().equals("task_type")) {
                yaml.out.append("task_type: ").append(task.taskType()).append('\n');
            } else {
                yaml.key(key, "");
            }
        }
        return yaml.out.toString();
    }

    /** Another file. */
    public static String of(RecordShape shape) {
        ExampleYaml yaml = new ExampleYaml();
        yaml.keys(shape.keys(), "");
        return yaml.out.length() == 0 ? "{}\n" : yaml.out.toString();
    }

    private void keys(List<KeyShape> keys, String indent) {
        for (KeyShape key : keys) {
            key(key, indent);
        }
    }

    private void key(KeyShape key, String indent) {
        if (!key.required()) {
            return;
        }
        out.append(indent).append(key.name()).append(':');
        if (key.value() instanceof ValueShape.Section section && key.example().isEmpty()) {
            int before = out.length();
            out.append('\n');
            keys(section.shape().keys(), indent + "  ");
            if (out.length() == before + 1) {
                out.setLength(before);
                out.append(" {}\n");
            }
        } else {
            out.append(' ').append(Samples.of(key)).append('\n');
        }
    }
}
