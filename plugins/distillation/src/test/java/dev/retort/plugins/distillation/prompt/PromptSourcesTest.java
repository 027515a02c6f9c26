package dev.retort.plugins.distillation.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.retort.jsonl.JsonRecord;
import dev.retort.spi.Problems;
import dev.retort.spi.TaskException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptSourcesTest {

    @TempDir
    Path directory;

    private Prompt prompt(Input input, String record) throws Exception {
        return PromptSources.of(input.section(), directory::resolve).of(Records.record(record));
    }

    private String sent(Input input, String record) throws Exception {
        Prompt prompt = prompt(input, record);
        assertSame(prompt.kept(), prompt.load());
        assertFalse(prompt.readsFiles());
        return Records.text(prompt.load());
    }

    private String refused(Input input, String record) {
        UnusableException e = assertThrows(UnusableException.class, () -> sent(input, record));
        return e.type() + ": " + e.reason();
    }

    @Test
    void sendsTheMessagesOfTheRecordWithoutACopy() throws Exception {
        JsonRecord record = Records.record(
                "{\"messages\": [ {\"role\":\"system\",\"content\":\"s\"}, {\"role\":\"tool\",\"x\":1.0} ]}");
        Messages kept = PromptSources.of(InputSection.DEFAULTS, directory::resolve)
                .of(record)
                .kept();
        assertSame(record.bytes(), kept.source());
        assertEquals("[ {\"role\":\"system\",\"content\":\"s\"}, {\"role\":\"tool\",\"x\":1.0} ]", Records.text(kept));
    }

    @Test
    void takesTheMessagesFromAnyMember() throws Exception {
        assertEquals(
                "[{\"role\":\"user\",\"content\":\"q\"}]",
                sent(
                        new Input().messages("chat"),
                        "{\"chat\":[{\"role\":\"user\",\"content\":\"q\"}],\"messages\":1}"));
        assertEquals(
                "no_messages: the record has no member 'chat'",
                refused(new Input().messages("chat"), "{\"messages\":1}"));
        assertEquals(
                "bad_messages: 'chat' must be a list of messages, found a string",
                refused(new Input().messages("chat"), "{\"chat\":\"q\"}"));
    }

    @Test
    void turnsConversationsIntoMessages() throws Exception {
        assertEquals(
                "[{\"role\":\"system\",\"content\":\"s\"},{\"role\":\"user\",\"content\":\"q\\u00e9\"},"
                        + "{\"role\":\"assistant\",\"content\":\"a\"},{\"role\":\"user\",\"content\":\"r\"}]",
                sent(
                        new Input().format(MessagesFormat.SHAREGPT),
                        "{\"conversations\":[{\"from\":\"system\",\"value\":\"s\"},{\"from\":\"human\",\"value\":\"q\\u00e9\"},"
                                + "{\"value\":\"a\",\"from\":\"gpt\",\"weight\":1},{\"from\":\"user\",\"value\":\"r\"}]}"));
    }

    @Test
    void refusesTurnsThatHaveNoRole() {
        Input input = new Input().format(MessagesFormat.SHAREGPT);
        assertEquals(
                "bad_messages: turn 2 comes from 'observation', for which chat messages have no role; known are human, gpt and"
                        + " system",
                refused(
                        input,
                        "{\"conversations\":[{\"from\":\"human\",\"value\":\"s\"},{\"from\":\"observation\",\"value\":\"s\"}]}"));
        assertEquals(
                "bad_messages: turn 1 must hold a from and a value that is a string",
                refused(input, "{\"conversations\":[{\"role\":\"user\",\"content\":\"s\"}]}"));
        assertEquals("no_messages: the record has no member 'conversations'", refused(input, "{\"messages\":[]}"));
    }

    @Test
    void dropsTheAnswerThatIsToBeGivenAnew() throws Exception {
        String messages =
                "{\"messages\":[{\"role\":\"user\",\"content\":\"q\"} ,{\"role\":\"assistant\",\"content\":\"a\"}]}";
        assertEquals("[{\"role\":\"user\",\"content\":\"q\"}]", sent(new Input().dropLastAnswer(), messages));
        assertEquals(
                "no_messages: every message is the assistant's, and drop_last_answer is set",
                refused(new Input().dropLastAnswer(), "{\"messages\":[{\"role\":\"assistant\",\"content\":\"a\"}]}"));
    }

    @Test
    void putsTheSystemMessageFirst() throws Exception {
        assertEquals(
                "[{\"role\":\"system\",\"content\":\"Be a \\\"chemist\\\".\"},{\"role\":\"user\",\"content\":\"q\"} ]",
                sent(
                        new Input().system("Be a \"{{job}}\"."),
                        "{\"job\":\"chemist\",\"messages\":[{\"role\":\"user\",\"content\":\"q\"} ]}"));
    }

    @Test
    void leavesARecordItsOwnSystemMessage() throws Exception {
        for (String role : List.of("system", "developer")) {
            String own = "[{\"role\":\"" + role + "\",\"content\":\"own\"},{\"role\":\"user\",\"content\":\"q\"}]";
            assertEquals(own, sent(new Input().system("ours"), "{\"messages\":" + own + "}"));
        }
    }

    @Test
    void sendsNoSystemMessageThatIsEmpty() throws Exception {
        String own = "[{\"role\":\"user\",\"content\":\"q\"}]";
        assertEquals(own, sent(new Input().system("{{#job}}Be a {{job}}.{{/job}}"), "{\"messages\":" + own + "}"));
    }

    @Test
    void fillsATemplate() throws Exception {
        Prompt prompt = prompt(new Input().prompt("Q: {{q}}\n").system("s"), "{\"q\":\"a\\\"b\"}");
        assertEquals(
                "[{\"role\":\"system\",\"content\":\"s\"},{\"role\":\"user\",\"content\":\"Q: a\\\"b\\n\"}]",
                Records.text(prompt.kept()));
        assertEquals("Q: a\"b\n", prompt.text());
        assertEquals(List.of(), prompt.images());
        assertEquals(prompt.kept().length(), prompt.weight());
    }

    @Test
    void failsTheRecordWhoseTemplateComesOutEmpty() {
        assertEquals(
                "empty_prompt: the template gives nothing but blanks for this record",
                refused(new Input().prompt("{{q}} "), "{\"q\":\"\"}"));
    }

    @Test
    void readsATemplateFileWithoutTheLineBreakAtItsEnd() throws Exception {
        Files.writeString(directory.resolve("p.mustache"), "\ufeffLös:\r\n{{q}}\r\n");
        assertEquals(
                "[{\"role\":\"user\",\"content\":\"Lös:\\n1\"}]",
                sent(new Input().promptFile("p.mustache"), "{\"q\":1}"));
    }

    @Test
    void showsTheTextOfTheLastUserMessage() throws Exception {
        assertEquals(
                "last\nline",
                prompt(
                                new Input(),
                                "{\"messages\":[{\"role\":\"user\",\"content\":\"first\"},{\"role\":\"user\",\"content\":["
                                        + "{\"type\":\"text\",\"text\":\"last\"},{\"type\":\"image_url\",\"image_url\":{\"url\":\"u\"}},"
                                        + "{\"type\":\"text\",\"text\":\"line\"}]},{\"role\":\"assistant\",\"content\":\"a\"}]}")
                        .text());
        assertEquals(
                "",
                prompt(new Input(), "{\"messages\":[{\"role\":\"tool\"},3]}").text());
    }

    @Test
    void listsTheImagesThatStandInTheMessages() throws Exception {
        assertEquals(
                List.of("http://127.0.0.1/a.png", "b"),
                prompt(
                                new Input(),
                                "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":"
                                        + "\"http://127.0.0.1/a.png\"}},{\"type\":\"image_url\",\"image_url\":\"b\"},3]}]}")
                        .images());
    }

    @Test
    void tellsMistakesInTemplatesBeforeTheRun() throws Exception {
        Files.writeString(directory.resolve("p.mustache"), "a\n{{#x}}");
        Files.write(directory.resolve("latin.mustache"), new byte[] {'a', (byte) 0xe9});
        assertEquals(
                List.of(
                        "d.input.prompt: 'prompt' is no Mustache template: line 1, column 3",
                        "d.input.system: 'system' is no Mustache template: line 1, column 1"),
                problems(new Input().prompt("a {{/x}}").system("{{>x}}")));
        assertEquals(
                List.of("d.input.prompt_file: p.mustache is no Mustache template: line 2, column 1"),
                problems(new Input().promptFile("p.mustache")));
        assertEquals(
                List.of("d.input.prompt_file: the template file is not UTF-8: latin.mustache"),
                problems(new Input().promptFile("latin.mustache")));
        assertEquals(List.of(), problems(new Input().prompt("a {{x}}")));
        assertThrows(
                TaskException.class,
                () -> PromptSources.of(new Input().prompt("a {{/x}}").section(), directory::resolve));
    }

    private List<String> problems(Input input) {
        return problems(input, directory);
    }

    static List<String> problems(Input input, Path directory) {
        List<String> told = new ArrayList<>();
        PromptSources.check(input.section(), "d.input", directory::resolve, new Problems() {
            @Override
            public void error(String key, String message, String mend) {
                told.add(key + ": " + message.replaceAll(" of the template.*", ""));
            }

            @Override
            public void warn(String key, String message, String mend) {
                throw new AssertionError(message);
            }
        });
        return told;
    }

    /** A section whose keys are set one by one. */
    static final class Input {
        private Optional<String> messages = Optional.empty();
        private MessagesFormat format = MessagesFormat.OPENAI;
        private boolean dropLastAnswer;
        private Optional<String> prompt = Optional.empty();
        private Optional<Path> promptFile = Optional.empty();
        private Optional<String> system = Optional.empty();
        private Optional<ImagesSection> images = Optional.empty();

        Input messages(String member) {
            messages = Optional.of(member);
            return this;
        }

        Input format(MessagesFormat value) {
            format = value;
            return this;
        }

        Input dropLastAnswer() {
            dropLastAnswer = true;
            return this;
        }

        Input prompt(String text) {
            prompt = Optional.of(text);
            return this;
        }

        Input promptFile(String file) {
            promptFile = Optional.of(Path.of(file));
            return this;
        }

        Input system(String text) {
            system = Optional.of(text);
            return this;
        }

        Input images(ImagesSection section) {
            images = Optional.of(section);
            return this;
        }

        InputSection section() {
            return new InputSection(
                    Optional.empty(), messages, format, dropLastAnswer, prompt, promptFile, system, images);
        }
    }
}
