package dev.retort.core.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that can stand in a task file of one type.
 *
 * @param taskType its name
 * @param summary one line on what it does
 * @param engine the engine's own keys
 * @param config the keys of the task type
 */
public record TaskShape(String taskType, String summary, RecordShape engine, RecordShape config) {

    /** The top-level keys: the engine's first three, then those of the task type, then the rest of the engine's. */
    List<KeyShape> keys() {
        List<KeyShape> keys = new ArrayList<>();
        List<KeyShape> engines = engine.keys();
        keys.addAll(engines.subList(0, Math.min(3, engines.size())));
        keys.addAll(config.keys());
        keys.addAll(engines.subList(Math.min(3, engines.size()), engines.size()));
        return keys;
    }

    /** The other files that keys of the task file name, by the dotted path of the key. */
    public Map<String, RecordShape> otherFiles() {
        Map<String, RecordShape> files = new LinkedHashMap<>();
        collect(config, "", files);
        return files;
    }

    private static void collect(RecordShape shape, String path, Map<String, RecordShape> into) {
        for (KeyShape key : shape.keys()) {
            String here = path.isEmpty() ? key.name() : path + "." + key.name();
            collect(key.value(), here, into);
        }
    }

    private static void collect(ValueShape value, String path, Map<String, RecordShape> into) {
        if (value instanceof ValueShape.Section section) {
            collect(section.shape(), path, into);
        } else if (value instanceof ValueShape.OtherFile file) {
            into.put(path, file.shape());
        } else if (value instanceof ValueShape.Items items) {
            collect(items.item(), path, into);
        } else if (value instanceof ValueShape.Named named) {
            collect(named.value(), path, into);
        }
    }
}
