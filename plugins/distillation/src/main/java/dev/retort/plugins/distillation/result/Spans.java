package dev.retort.plugins.distillation.result;

import dev.retort.jsonl.JsonBytes;
import dev.retort.model.JsonSpan;
import org.jspecify.annotations.Nullable;

/** Writes what may be missing in a reply; null then. */
final class Spans {

    private Spans() {}

    static void write(JsonBytes out, @Nullable JsonSpan span) {
        if (span == null) {
            out.raw("null");
        } else {
            out.raw(span.source(), span.start(), span.end());
        }
    }

    static void write(JsonBytes out, @Nullable String text) {
        if (text == null) {
            out.raw("null");
        } else {
            out.string(text);
        }
    }
}
