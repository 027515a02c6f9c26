package dev.retort.plugins.distillation.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.retort.plugins.distillation.prompt.PromptSourcesTest.Input;
import org.junit.jupiter.api.Test;

class InputSectionTest {

    private static String refused(Input input) {
        return assertThrows(IllegalArgumentException.class, input::section).getMessage();
    }

    @Test
    void takesOneTemplateOnly() {
        assertEquals(
                "'prompt' and 'prompt_file' exclude each other: write one of them",
                refused(new Input().prompt("a").promptFile("b")));
    }

    @Test
    void takesEitherMessagesOrATemplate() {
        assertEquals(
                "'messages' and 'prompt' exclude each other: a template makes the message itself",
                refused(new Input().prompt("a").messages("b")));
        assertEquals(
                "'messages_format' is for messages that records bring, and has no meaning beside 'prompt_file'",
                refused(new Input().promptFile("a").format(MessagesFormat.SHAREGPT)));
        assertEquals(
                "'drop_last_answer' is for messages that records bring, and has no meaning beside 'prompt'",
                refused(new Input().prompt("a").dropLastAnswer()));
    }

    @Test
    void takesNoEmptyName() {
        assertEquals("'messages' must not be empty", refused(new Input().messages(" ")));
        assertEquals("'prompt' must not be empty", refused(new Input().prompt("")));
    }
}
