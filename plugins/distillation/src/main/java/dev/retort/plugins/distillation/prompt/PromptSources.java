package dev.retort.plugins.distillation.prompt;

import dev.retort.spi.Fault;
import dev.retort.spi.Problems;
import dev.retort.spi.TaskException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** Makes the {@link PromptSource} that an {@link InputSection} describes. */
public final class PromptSources {

    private PromptSources() {}

    /**
     * The source of a run. Close it when the last prompt is loaded.
     *
     * @param resolve finds the files that the section and the records name
     * @throws TaskException when a template cannot be read
     */
    public static PromptSource of(InputSection section, UnaryOperator<Path> resolve) throws TaskException {
        MessageSource messages = messages(section, resolve);
        return section.images().isPresent()
                ? new ImagePrompts(section.images().get(), messages, resolve)
                : record -> new TextPrompt(messages.messages(record));
    }

    /**
     * Reports what can be known of a section before a record is read: templates that are none, with line and column, and a directory
     * that is not there.
     *
     * @param key of the section: {@code distillation.input}
     * @param resolve finds the template file
     */
    public static void check(InputSection section, String key, UnaryOperator<Path> resolve, Problems problems) {
        section.prompt().ifPresent(text -> check(text, key + ".prompt", "'prompt'", problems));
        section.system().ifPresent(text -> check(text, key + ".system", "'system'", problems));
        section.promptFile().ifPresent(file -> {
            try {
                check(read(file, resolve), key + ".prompt_file", file.toString(), problems);
            } catch (IOException e) {
                problems.error(key + ".prompt_file", unreadable(file, e), "");
            }
        });
        section.images().flatMap(ImagesSection::root).ifPresent(root -> {
            if (!Files.isDirectory(resolve.apply(root))) {
                problems.error(
                        key + ".images.root",
                        "'root' names no directory: " + root,
                        "every image with a relative path would be missing");
            }
        });
    }

    private static void check(String text, String key, String name, Problems problems) {
        if (text.isBlank()) {
            problems.error(key, name + " is an empty template", "");
        }
        try {
            Template.of(text);
        } catch (TemplateException e) {
            problems.error(key, name + " is no Mustache template: " + e.getMessage(), mend());
        }
    }

    private static String mend() {
        return "{{name}} inserts a member, {{#name}}…{{/name}} is a section; {{=<% %>=}} on the first line changes the brackets";
    }

    private static MessageSource messages(InputSection section, UnaryOperator<Path> resolve) throws TaskException {
        MessageSource messages = brought(section);
        try {
            if (section.prompt().isPresent()) {
                messages = new TemplateMessages(Template.of(section.prompt().get()));
            } else if (section.promptFile().isPresent()) {
                messages = new TemplateMessages(
                        Template.of(read(section.promptFile().get(), resolve)));
            }
            return section.system().isPresent()
                    ? new SystemFirst(Template.of(section.system().get()), messages)
                    : messages;
        } catch (TemplateException e) {
            throw new TaskException(
                    Fault.CONFIGURATION, "a template of the input section is none: " + e.getMessage(), mend());
        } catch (IOException e) {
            Path file = section.promptFile().orElseThrow();
            throw new TaskException(
                    Fault.CONFIGURATION, unreadable(file, e), "Check that the file is there and that you may read it.");
        }
    }

    private static MessageSource brought(InputSection section) {
        MessageSource messages =
                switch (section.messagesFormat()) {
                    case OPENAI -> new RecordMessages(section.messages().orElse("messages"));
                    case SHAREGPT -> new ShareGptMessages(section.messages().orElse("conversations"));
                };
        return section.dropLastAnswer() ? new LastAnswerDropped(messages) : messages;
    }

    /**
     * A template file without a byte order mark, and without the line break that editors put at the end. Line breaks are as YAML reads
     * them: a file that was checked out on Windows makes the same requests.
     */
    private static String read(Path file, UnaryOperator<Path> resolve) throws IOException {
        String text = Files.readString(resolve.apply(file)).replace("\r\n", "\n");
        int from = text.startsWith("\ufeff") ? 1 : 0;
        int to = text.length() > from && text.endsWith("\n") ? text.length() - 1 : text.length();
        return text.substring(from, to);
    }

    private static String unreadable(Path file, IOException e) {
        return e instanceof CharacterCodingException
                ? "the template file is not UTF-8: " + file
                : "the template file cannot be read: " + file + ": " + e.getMessage();
    }
}
