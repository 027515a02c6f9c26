package dev.retort.core.config;

import dev.retort.core.schema.DescribeText;
import dev.retort.core.schema.ExampleYaml;
import dev.retort.core.schema.JsonSchemaText;
import dev.retort.core.schema.MarkdownReference;
import dev.retort.core.schema.RecordShape;
import dev.retort.core.schema.TaskShape;
import dev.retort.spi.TaskType;
import java.util.LinkedHashMap;
import java.util.Map;

/** What can stand in the files of a task type: as text, as JSON Schema, as Markdown. */
public final class TaskReference {

    private final TaskShape shape;

    private TaskReference(TaskShape shape) {
        this.shape = shape;
    }

    /**
     * Reads a task type.
     *
     * @throws dev.retort.core.schema.InvalidRecordException when its record, a default or an example makes no sense: a bug of the
     *     plugin
     */
    public static TaskReference of(TaskType<?> type) {
        return of(type.name(), type.summary(), type.configType());
    }

    static TaskReference of(String name, String summary, Class<? extends Record> config) {
        RecordShape record = RecordShape.of(config);
        EngineKeys.refuseIn(record);
        RecordCheck.check(record);
        return new TaskReference(new TaskShape(name, summary, RecordShape.of(EngineKeys.class), record));
    }

    /** Keys, types, limits, defaults, examples, and the shortest file; for a terminal of 100 columns. */
    public String describe() {
        return DescribeText.of(shape);
    }

    /** The JSON Schema (2020-12) of a task file. */
    public String jsonSchema() {
        return JsonSchemaText.of(shape);
    }

    /** The JSON Schemas of the other files, by the dotted path of the key that names such a file. */
    public Map<String, String> jsonSchemasOfOtherFiles() {
        Map<String, String> schemas = new LinkedHashMap<>();
        for (Map.Entry<String, RecordShape> file : shape.otherFiles().entrySet()) {
            String title = "the file that " + file.getKey() + " of a " + shape.taskType() + " task names";
            schemas.put(file.getKey(), JsonSchemaText.of(file.getValue(), title));
        }
        return schemas;
    }

    /** A section of the README. */
    public String markdown() {
        return MarkdownReference.of(shape);
    }

    /** The table of the keys that every task file has. */
    public static String markdownOfEngineKeys() {
        return MarkdownReference.ofEngine(RecordShape.of(EngineKeys.class));
    }

    /** The shortest task file that is right. */
    public String exampleYaml() {
        return ExampleYaml.of(shape);
    }

    /** The shortest other files that are right, by the dotted path of the key that names such a file. */
    public Map<String, String> exampleYamlOfOtherFiles() {
        Map<String, String> examples = new LinkedHashMap<>();
        for (Map.Entry<String, RecordShape> file : shape.otherFiles().entrySet()) {
            examples.put(file.getKey(), ExampleYaml.of(file.getValue()));
        }
        return examples;
    }
}
