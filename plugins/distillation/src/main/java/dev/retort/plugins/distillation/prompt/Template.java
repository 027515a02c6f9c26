package dev.retort.plugins.distillation.prompt;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import dev.retort.jsonl.JsonRecord;
import dev.retort.jsonl.JsonRecordException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Mustache template over the members of a record. It has no logic but sections. Nothing is escaped: a prompt is no HTML. A member
 * that is null is an empty text; one that is not there makes the record unusable, unless a section asks for it. For one thread.
 */
final class Template {

    private final com.samskivert.mustache.Template compiled;
    private final TemplateNames names;

    private Template(com.samskivert.mustache.Template compiled, TemplateNames names) {
        this.compiled = compiled;
        this.names = names;
    }

    /**
     * Reads a template.
     *
     * @throws TemplateException when it is none
     */
    static Template of(String text) throws TemplateException {
        TemplateException mistake = text.contains("{{=") ? null : TemplateMistake.before(text);
        if (mistake != null) {
            throw mistake;
        }
        com.samskivert.mustache.Template compiled;
        try {
            compiled = Mustache.compiler()
                    .escapeHTML(false)
                    .nullValue("")
                    .emptyStringIsFalse(true)
                    .withCollector(new Values())
                    .compile(text);
        } catch (MustacheException e) {
            throw TemplateMistake.of(text, String.valueOf(e.getMessage()));
        }
        TemplateNames.Collector collector = new TemplateNames.Collector();
        compiled.visit(collector);
        if (!collector.includes().isEmpty()) {
            throw TemplateMistake.include(text, collector.includes().get(0));
        }
        return new Template(compiled, collector.names());
    }

    /**
     * Fills in the members of a record.
     *
     * @throws UnusableException {@code template_member_missing} when it lacks one
     */
    String render(JsonRecord record) throws UnusableException {
        try {
            return compiled.execute(new TemplateValue.Members(record.bytes(), record.from(), record.to(), names));
        } catch (MustacheException.Context e) {
            if (e.getCause() instanceof JsonRecordException twice) {
                throw new UnusableException(twice.reason().code(), "'" + e.key + "': " + twice.problem());
            }
            throw new UnusableException(
                    "template_member_missing",
                    "the record has no member '" + e.key + "', which line " + e.lineNo + " of the template names");
        }
    }

    /** Shows the template what records hold, and nothing else of Java's. */
    private static final class Values implements Mustache.Collector {

        private static final Mustache.VariableFetcher MEMBER =
                (value, name) -> ((TemplateValue.Members) value).member(name);

        @Override
        public @Nullable Iterator<?> toIterator(Object value) {
            if (value instanceof TemplateValue.Elements list) {
                return list.iterator();
            }
            return value instanceof List<?> nothing
                    ? nothing.iterator()
                    : null; // what a section gets where no value is
        }

        @Override
        public Mustache.@Nullable VariableFetcher createFetcher(Object value, String name) {
            return value instanceof TemplateValue.Members ? MEMBER : null;
        }

        @Override
        public <K, V> Map<K, V> createFetcherCache() {
            return new HashMap<>();
        }
    }
}
