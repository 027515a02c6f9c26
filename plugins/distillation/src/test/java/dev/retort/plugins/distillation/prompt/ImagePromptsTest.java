package dev.retort.plugins.distillation.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retort.plugins.distillation.image.Pictures;
import dev.retort.plugins.distillation.prompt.PromptSourcesTest.Input;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImagePromptsTest {

    private static final byte[] PNG = Pictures.png(40, 20);
    private static final byte[] JPEG = Pictures.jpeg(40, 20);
    private static final String PNG_URI =
            "data:image/png;base64," + Base64.getEncoder().encodeToString(PNG);
    private static final String JPEG_URI =
            "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(JPEG);
    private static final String MESSAGES =
            "\"messages\":[{\"role\":\"user\",\"content\":\"What is \\u0022this\\u0022?\"}]";

    @TempDir
    Path directory;

    @BeforeEach
    void drawPictures() throws IOException {
        Files.createDirectory(directory.resolve("pics"));
        Files.write(directory.resolve("pics/a.jpg"), PNG);
        Files.write(directory.resolve("pics/b.jpg"), JPEG);
    }

    private static ImagesSection section(
            Optional<String> member, boolean inMessages, boolean required, Optional<String> detail) {
        return new ImagesSection(
                member,
                inMessages,
                required,
                Optional.of(Path.of("pics")),
                detail,
                100_000,
                11,
                400,
                false,
                false,
                Duration.ofSeconds(5));
    }

    private static Input standard() {
        return new Input().images(section(Optional.empty(), false, true, Optional.empty()));
    }

    private Prompt prompt(Input input, String record) throws Exception {
        return PromptSources.of(input.section(), directory::resolve).of(Records.record(record));
    }

    private String sent(Input input, String record) throws Exception {
        return Records.text(prompt(input, record).load());
    }

    private String refused(Input input, String record) {
        UnusableException e = assertThrows(UnusableException.class, () -> sent(input, record));
        return e.type() + ": " + e.reason();
    }

    private static String part(String url) {
        return "{\"type\":\"image_url\",\"image_url\":{\"url\":\"" + url + "\"}}";
    }

    @Test
    void putsTheImageBehindTheText() throws Exception {
        Prompt prompt = prompt(standard(), "{\"images\":\"a.jpg\"," + MESSAGES + "}");
        String open = "[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"What is \\u0022this\\u0022?\"},";
        assertEquals(open + part("a.jpg") + "]}]", Records.text(prompt.kept()));
        assertEquals(open + part(PNG_URI) + "]}]", Records.text(prompt.load()));
        assertEquals("What is \"this\"?", prompt.text());
        assertEquals(List.of("a.jpg"), prompt.images());
        assertTrue(prompt.readsFiles());
    }

    @Test
    void knowsTheWeightWithoutReading() throws Exception {
        Prompt prompt = prompt(standard(), "{\"images\":[\"a.jpg\",\"b.jpg\"]," + MESSAGES + "}");
        int length = prompt.load().length();
        assertTrue(prompt.weight() >= length && prompt.weight() < length + 200, prompt.weight() + " for " + length);
    }

    @Test
    void takesListsAndObjects() throws Exception {
        assertEquals(
                List.of("a.jpg", "b.jpg", "http://127.0.0.1/c.png", PNG_URI),
                prompt(
                                standard(),
                                "{\"images\":[\"a.jpg\",{\"bytes\":null,\"path\":\"b.jpg\"},{\"url\":\"http://127.0.0.1/c.png\"},"
                                        + "{\"image\":\"" + PNG_URI + "\"}]," + MESSAGES + "}")
                        .images());
    }

    @Test
    void leavesUrlsToTheEndpoint() throws Exception {
        Prompt prompt = prompt(standard(), "{\"images\":[\"https://127.0.0.1/c.png\"]," + MESSAGES + "}");
        assertFalse(prompt.readsFiles());
        assertTrue(Records.text(prompt.load()).contains(part("https://127.0.0.1/c.png")));
    }

    @Test
    void sendsTheDetailThatIsAskedFor() throws Exception {
        Input input = new Input().images(section(Optional.of("pic"), false, true, Optional.of("high")));
        assertTrue(sent(input, "{\"pic\":\"b.jpg\"," + MESSAGES + "}")
                .endsWith("{\"type\":\"image_url\",\"image_url\":{\"url\":\"" + JPEG_URI
                        + "\",\"detail\":\"high\"}}]}]"));
    }

    @Test
    void putsImagesIntoTheLastUserMessage() throws Exception {
        assertEquals(
                "[{\"role\":\"user\",\"content\":\"first\"},{\"role\":\"user\",\"content\":["
                        + part("http://127.0.0.1/own.png") + "," + part(PNG_URI)
                        + "],\"name\":\"n\"},{\"role\":\"assistant\",\"content\":\"a\"}]",
                sent(
                        standard(),
                        "{\"images\":\"a.jpg\",\"messages\":[{\"role\":\"user\",\"content\":\"first\"},{\"role\":\"user\",\"content\":[ "
                                + part("http://127.0.0.1/own.png")
                                + " ],\"name\":\"n\"},{\"role\":\"assistant\",\"content\":\"a\"}]}"));
    }

    @Test
    void sendsAnImageWithoutAText() throws Exception {
        String alone = "[{\"role\":\"user\",\"content\":[" + part(PNG_URI) + "]}]";
        for (String content : List.of("\"\"", "null", "[]")) {
            assertEquals(
                    alone,
                    sent(
                            standard(),
                            "{\"images\":\"a.jpg\",\"messages\":[{\"role\":\"user\",\"content\":" + content + "}]}"));
        }
        assertEquals(
                "[{\"role\":\"user\",\"content\":[" + part(PNG_URI) + "]}]",
                sent(standard(), "{\"images\":\"a.jpg\",\"messages\":[{\"role\":\"user\"}]}"));
    }

    @Test
    void addsImagesToATemplate() throws Exception {
        assertEquals(
                "[{\"role\":\"system\",\"content\":\"s\"},{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"See 1\"},"
                        + part(PNG_URI) + "]}]",
                sent(standard().prompt("See {{n}}").system("s"), "{\"n\":1,\"images\":[\"a.jpg\"]}"));
    }

    @Test
    void failsTheRecordWhoseImageIsBad() throws Exception {
        Files.writeString(directory.resolve("pics/text.png"), "no picture\n");
        Files.write(directory.resolve("pics/torn.png"), Arrays.copyOf(PNG, 40));
        assertEquals(
                "image_missing: gone.png: there is no such file",
                refused(standard(), "{\"images\":\"gone.png\"," + MESSAGES + "}"));
        assertTrue(refused(standard(), "{\"images\":\"text.png\"," + MESSAGES + "}")
                .startsWith("image_unsupported: text.png: this is text"));
        assertTrue(refused(standard(), "{\"images\":\"torn.png\"," + MESSAGES + "}")
                .startsWith("image_damaged: torn.png"));
        assertTrue(refused(standard(), "{\"images\":[3]," + MESSAGES + "}")
                .startsWith("bad_images: 'images' must name images"));
    }

    @Test
    void failsARecordWithoutAnImageUnlessThatIsMeant() throws Exception {
        assertEquals(
                "image_missing: the record has no member 'images'; input.images.required: false sends such records as text",
                refused(standard(), "{" + MESSAGES + "}"));
        for (String none : List.of("null", "[]")) {
            assertEquals(
                    "image_missing: 'images' holds no image; input.images.required: false sends such records as text",
                    refused(standard(), "{\"images\":" + none + "," + MESSAGES + "}"));
        }
        Input input = new Input().images(section(Optional.empty(), false, false, Optional.empty()));
        assertEquals(
                "[{\"role\":\"user\",\"content\":\"What is \\u0022this\\u0022?\"}]", sent(input, "{" + MESSAGES + "}"));
    }

    @Test
    void loadsImagesThatStandInMessages() throws Exception {
        Input input = new Input().images(section(Optional.empty(), true, true, Optional.empty()));
        String file = directory.resolve("pics/b.jpg").toUri().toString();
        assertEquals(
                "[{\"role\":\"user\",\"content\":[" + part(PNG_URI) + ",{\"type\":\"text\",\"text\":\"t\"},"
                        + part(JPEG_URI) + "," + part("https://127.0.0.1/x.png") + "]}]",
                sent(
                        input,
                        "{\"messages\":[{\"role\":\"user\",\"content\":[" + part("a.jpg")
                                + ",{\"type\":\"text\",\"text\":\"t\"}," + part(file) + ","
                                + part("https://127.0.0.1/x.png") + "]}]}"));
        assertTrue(refused(input, "{" + MESSAGES + "}").startsWith("image_missing: no message holds an image"));
    }

    @Test
    void leavesImagesOfMessagesAloneUnlessAskedTo() throws Exception {
        assertEquals(
                "[{\"role\":\"user\",\"content\":[" + part("a.jpg") + "," + part(JPEG_URI) + "]}]",
                sent(
                        standard(),
                        "{\"images\":\"b.jpg\",\"messages\":[{\"role\":\"user\",\"content\":[" + part("a.jpg")
                                + "]}]}"));
    }

    @Test
    void tellsADirectoryThatIsNotThereBeforeTheRun() throws Exception {
        assertEquals(List.of(), PromptSourcesTest.problems(standard(), directory));
        Files.move(directory.resolve("pics"), directory.resolve("elsewhere"));
        assertEquals(
                List.of("d.input.images.root: 'root' names no directory: pics"),
                PromptSourcesTest.problems(standard(), directory));
    }

    @Test
    void needsAMessageThatCanTakeTheImages() {
        assertEquals(
                "bad_messages: no user message is there that could take the images",
                refused(standard(), "{\"images\":\"a.jpg\",\"messages\":[{\"role\":\"system\",\"content\":\"s\"}]}"));
        assertEquals(
                "bad_messages: the content of the last user message is a number, which cannot take the images",
                refused(standard(), "{\"images\":\"a.jpg\",\"messages\":[{\"role\":\"user\",\"content\":3}]}"));
    }
}
