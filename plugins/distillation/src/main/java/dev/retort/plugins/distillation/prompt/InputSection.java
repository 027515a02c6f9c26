package dev.retort.plugins.distillation.prompt;

import dev.retort.spi.config.Default;
import dev.retort.spi.config.Description;
import dev.retort.spi.config.Example;
import dev.retort.spi.config.ExistingFile;
import java.nio.file.Path;
import java.util.Optional;

/** The {@code input} section of a distillation: how a record becomes the messages that are sent. */
@Description(
        "How a record becomes the messages that are sent: those that it brings, or a template filled with its members.")
public record InputSection(
        @Description(
                        "The member that names a record. When not set: uid, else id. A record without it is named by its content.")
                @Example("task_id")
                Optional<String> id,
        @Description(
                        "The member that holds the messages; all of them are sent, in every role. When not set: messages, or"
                                + " conversations in the format sharegpt.")
                @Example("conversation")
                Optional<String> messages,
        @Description(
                        "How the messages are written: openai ({role, content}, sent as they stand) or sharegpt ({from, value}; human,"
                                + " gpt and system become user, assistant and system).")
                @Default("openai")
                MessagesFormat messagesFormat,
        @Description(
                        "Leave out the assistant's messages at the end of a record's messages, so that the model answers the last"
                                + " question anew.")
                @Default("false")
                boolean dropLastAnswer,
        @Description(
                        "A Mustache template for the user's message: {{question}}, {{meta.topic}}, {{#hints}}- {{.}} {{/hints}}. Values"
                                + " are inserted as they are, objects and lists as JSON. A record that lacks a member fails alone;"
                                + " {{#context}}…{{/context}} leaves out what is not there.")
                @Example("\"Translate into {{language}}: {{text}}\"")
                Optional<String> prompt,
        @Description("The same template in a file of its own, in UTF-8. The line break at its end does not count.")
                @Example("configs/prompts/multiple_choice.mustache")
                @ExistingFile
                Optional<Path> promptFile,
        @Description(
                        "The system message, a template too; nothing is sent when it comes out empty. A record whose messages begin"
                                + " with a system message keeps its own.")
                @Example("\"You are a careful teacher.\"")
                Optional<String> system,
        @Description("Images that go along with the last user message.") Optional<ImagesSection> images) {

    /** What an absent section means. */
    public static final InputSection DEFAULTS = new InputSection(
            Optional.empty(),
            Optional.empty(),
            MessagesFormat.OPENAI,
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    public InputSection {
        notEmpty("id", id);
        notEmpty("messages", messages);
        notEmpty("prompt", prompt);
        if (prompt.isPresent() && promptFile.isPresent()) {
            throw new IllegalArgumentException("'prompt' and 'prompt_file' exclude each other: write one of them");
        }
        if (prompt.isPresent() || promptFile.isPresent()) {
            String template = prompt.isPresent() ? "'prompt'" : "'prompt_file'";
            if (messages.isPresent()) {
                throw new IllegalArgumentException(
                        "'messages' and " + template + " exclude each other: a template makes the message itself");
            }
            if (messagesFormat != MessagesFormat.OPENAI || dropLastAnswer) {
                String key = dropLastAnswer ? "'drop_last_answer'" : "'messages_format'";
                throw new IllegalArgumentException(
                        key + " is for messages that records bring, and has no meaning beside " + template);
            }
        }
    }

    private static void notEmpty(String key, Optional<String> value) {
        if (value.isPresent() && value.get().isBlank()) {
            throw new IllegalArgumentException("'" + key + "' must not be empty");
        }
    }
}
