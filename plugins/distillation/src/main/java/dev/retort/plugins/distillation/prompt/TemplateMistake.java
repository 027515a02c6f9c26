package dev.retort.plugins.distillation.prompt;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the place of a mistake in a template: the library knows the line at most, and names the tag. */
final class TemplateMistake {

    private static final Pattern LINE =
            Pattern.compile("\\s*(?:@ ?|\\[|on )line[= ]?(\\d+)(?:, tag=(.*)\\])?.*$", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("'([^']+)'");
    private static final Pattern NAMELESS = Pattern.compile("\\{\\{[{#^/&>]?\\s*\\}\\}");
    /** Only a comment may go on over the end of a line. */
    private static final Pattern UNCLOSED = Pattern.compile(
            "\\{\\{(?:!(?:(?!\\{\\{|\\}\\}).)*+|(?![{!])(?:(?!\\{\\{|\\}\\})[^\\n])*+)(?!\\}\\})", Pattern.DOTALL);

    private TemplateMistake() {}

    /** What the library said, with its place. */
    static TemplateException of(String template, String message) {
        if (message.contains("delimiter")) {
            return at(template, template.indexOf("{{="), message);
        }
        Matcher place = LINE.matcher(message);
        if (!place.find()) {
            return at(template, 0, message);
        }
        String problem = message.substring(0, place.start()).strip();
        Matcher name = NAME.matcher(problem);
        String tag = place.group(2) != null ? place.group(2).strip() : name.find() ? name.group(1) : "";
        int start = startOf(template, Integer.parseInt(place.group(1)));
        int end = template.indexOf('\n', start) < 0 ? template.length() : template.indexOf('\n', start);
        int named = template.indexOf(tag, start);
        int open = named <= start || named >= end ? template.indexOf("{{", start) : template.lastIndexOf("{{", named);
        return at(template, open < start || open >= end ? start : open, problem);
    }

    /** What the library fails on, or takes for text; null when nothing is. Not for templates that change their brackets. */
    static @Nullable TemplateException before(String template) {
        Matcher nameless = NAMELESS.matcher(template);
        if (nameless.find()) {
            return at(template, nameless.start(), "a tag without a name");
        }
        Matcher unclosed = UNCLOSED.matcher(template);
        return unclosed.find() ? at(template, unclosed.start(), "a tag is opened with {{ and not closed") : null;
    }

    static TemplateException include(String template, String name) {
        Matcher tag = Pattern.compile("\\{\\{[><$]\\s*" + Pattern.quote(name)).matcher(template);
        return at(
                template,
                tag.find() ? tag.start() : 0,
                "'" + name + "' would bring in another template, which is not possible here");
    }

    private static int startOf(String template, int line) {
        int start = 0;
        for (int i = 1; i < line && template.indexOf('\n', start) >= 0; i++) {
            start = template.indexOf('\n', start) + 1;
        }
        return start;
    }

    private static TemplateException at(String template, int offset, String problem) {
        String before = template.substring(0, Math.max(0, offset));
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        return new TemplateException(line, before.length() - before.lastIndexOf('\n'), problem);
    }
}
