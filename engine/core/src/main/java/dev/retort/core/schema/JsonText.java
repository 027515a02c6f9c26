package dev.retort.core.schema;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes maps, lists, strings, numbers, truth values and null as indented JSON. */
public final class JsonText {

    private final StringBuilder out = new StringBuilder();

    private JsonText() {}

    public static String of(@Nullable Object value) {
        JsonText text = new JsonText();
        text.append(value, "");
        return text.out.toString();
    }

    private void append(@Nullable Object value, String indent) {
        if (value instanceof Map<?, ?> map) {
            object(map, indent);
        } else if (value instanceof List<?> list) {
            array(list, indent);
        } else if (value instanceof String text) {
            string(text);
        } else {
            out.append(value);
        }
    }

    private void object(Map<?, ?> map, String indent) {
        out.append('{');
        Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<?, ?> entry = entries.next();
            out.append('\n').append(indent).append("  ");
            string(String.valueOf(entry.getKey()));
            out.append(": ");
            append(entry.getValue(), indent + "  ");
            out.append(entries.hasNext() ? "," : "\n" + indent);
        }
        out.append('}');
    }

    private void array(List<?> list, String indent) {
        boolean nested = false;
        for (Object item : list) {
            nested |= item instanceof Map<?, ?>;
        }
        out.append('[');
        for (int i = 0; i < list.size(); i++) {
            out.append(i == 0 ? "" : nested ? "," : ", ");
            if (nested) {
                out.append('\n').append(indent).append("  ");
            }
            append(list.get(i), indent + "  ");
        }
        out.append(nested ? "\n" + indent + "]" : "]");
    }

    private void string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    boolean bare = c >= 0x20 && (!Character.isSurrogate(c) || paired(text, i));
                    out.append(bare ? String.valueOf(c) : String.format("\\u%04x", (int) c));
                }
            }
        }
        out.append('"');
    }

    private static boolean paired(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }
}
