package dev.retort.plugins.distillation.prompt;

import com.samskivert.mustache.Template;
import dev.retort.jsonl.JsonElements;
import dev.retort.jsonl.JsonKind;
import dev.retort.jsonl.JsonRecord;
import dev.retort.jsonl.JsonRecordException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An object or a list of a record as a template sees it, left in its bytes until it is looked into. Where a template inserts it
 * whole, it is JSON without the blanks between its tokens. Texts and numbers are a String to a template, true and false a Boolean.
 */
sealed interface TemplateValue {

    /** An object. The names that the template could ask for are looked up together, when the first of them is. */
    final class Members implements TemplateValue {

        private final byte[] bytes;
        private final int from;
        private final int to;
        private final TemplateNames names;
        private @Nullable JsonRecord parsed;

        Members(byte[] bytes, int from, int to, TemplateNames names) {
            this.bytes = bytes;
            this.from = from;
            this.to = to;
            this.names = names;
        }

        /** The value of a member, null for null, or what means to the template that there is none. */
        @Nullable
        Object member(String name) throws JsonRecordException {
            if (parsed == null) {
                parsed = JsonRecord.parse(bytes, from, to, names.all());
            }
            int index = names.indexOf(name);
            if (index < 0 || !parsed.has(index)) {
                return Template.NO_FETCHER_FOUND;
            }
            JsonKind kind = parsed.kind(index);
            return kind == JsonKind.STRING
                    ? parsed.text(index)
                    : value(kind, bytes, parsed.valueFrom(index), parsed.valueTo(index), names);
        }

        @Override
        public String toString() {
            return compact(bytes, from, to);
        }
    }

    /** A list. */
    final class Elements implements TemplateValue {

        private final byte[] bytes;
        private final int from;
        private final int to;
        private final TemplateNames names;

        Elements(byte[] bytes, int from, int to, TemplateNames names) {
            this.bytes = bytes;
            this.from = from;
            this.to = to;
            this.names = names;
        }

        Iterator<Object> iterator() {
            List<Object> values = new ArrayList<>();
            JsonElements elements = new JsonElements(bytes, from);
            while (elements.next()) {
                JsonKind kind = elements.kind();
                Object value = kind == JsonKind.STRING
                        ? elements.text()
                        : value(kind, bytes, elements.from(), elements.to(), names);
                values.add(value == null ? "" : value);
            }
            return values.iterator();
        }

        @Override
        public String toString() {
            return compact(bytes, from, to);
        }
    }

    /** Any value but a string. */
    private static @Nullable Object value(JsonKind kind, byte[] bytes, int from, int to, TemplateNames names) {
        return switch (kind) {
            case OBJECT -> new Members(bytes, from, to, names);
            case ARRAY -> new Elements(bytes, from, to, names);
            case BOOLEAN -> bytes[from] == 't';
            case NULL -> null;
            case NUMBER, STRING -> new String(bytes, from, to - from, StandardCharsets.US_ASCII);
        };
    }

    /** JSON without the blanks between its tokens; everything else as it is written. */
    private static String compact(byte[] bytes, int from, int to) {
        byte[] out = new byte[to - from];
        int size = 0;
        boolean inString = false;
        for (int at = from; at < to; at++) {
            byte b = bytes[at];
            if (inString && b == '\\') {
                out[size++] = b;
                at++;
                b = bytes[at];
            } else if (b == '"') {
                inString = !inString;
            }
            if (inString || (b != ' ' && b != '\t' && b != '\n' && b != '\r')) {
                out[size++] = b;
            }
        }
        return new String(out, 0, size, StandardCharsets.UTF_8);
    }
}
