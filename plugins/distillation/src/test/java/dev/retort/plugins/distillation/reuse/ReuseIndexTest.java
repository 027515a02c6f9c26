package dev.retort.plugins.distillation.reuse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retort.model.ChatReply;
import dev.retort.model.ChatRequest;
import dev.retort.plugins.distillation.result.Answered;
import dev.retort.plugins.distillation.result.Answers;
import dev.retort.plugins.distillation.result.OutputSection;
import dev.retort.plugins.distillation.result.OutputSection.Detail;
import dev.retort.plugins.distillation.result.OutputSection.Reasoning;
import dev.retort.plugins.distillation.result.OutputSection.Shape;
import dev.retort.plugins.distillation.result.Rejection;
import dev.retort.plugins.distillation.result.ResultLines;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReuseIndexTest {

    private static final String TWO = Answers.reply(
            Answers.choice(0, "\"content\":\"a\",\"reasoning\":\"r\""), Answers.choice(1, "\"content\":\"b\\u00e9\""));

    @TempDir
    Path directory;

    private static RequestFingerprint request(String body) {
        return RequestFingerprint.of(new ChatRequest(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static Answered answered(String body, String reply) {
        return Answers.answered("{\"id\":1}", reply)
                .withFingerprint(request(body).hex());
    }

    private static ResultLines lines(Shape shape, Map<String, String> rename, Detail detail) {
        return new ResultLines(
                new OutputSection(shape, Reasoning.KEEP, Optional.empty(), rename, Optional.of(detail)),
                () -> Instant.EPOCH,
                text -> text);
    }

    private static ResultLines lines() {
        return lines(Shape.SOURCE, Map.of(), Detail.FULL);
    }

    private Path file(String name, List<byte[]> lines) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] line : lines) {
            all.write(line);
            all.write('\n');
        }
        return Files.write(directory.resolve(name), all.toByteArray());
    }

    private Optional<ChatReply> find(byte[] line, String body) throws IOException {
        try (ReuseIndex index = ReuseIndex.read(file("out.jsonl", List.of(line)))) {
            return index.find(request(body)).map(StoredAnswer::reply);
        }
    }

    @Test
    void findsTheAnswerToTheSameRequest() throws IOException {
        Path file = file(
                "out.jsonl",
                List.of(
                        lines().answered(answered("one", TWO)),
                        "torn {".getBytes(StandardCharsets.UTF_8),
                        "{\"id\":1,\"response\":\"x\"}".getBytes(StandardCharsets.UTF_8),
                        lines().answered(answered("two", Answers.reply(Answers.choice(0, "\"content\":\"x\""))))));
        try (ReuseIndex index = ReuseIndex.read(file)) {
            assertEquals(2, index.size());
            StoredAnswer two = index.find(request("two")).orElseThrow();
            assertEquals("x", two.reply().first().content().text());
            assertEquals("stop", two.reply().first().finishReason());
            assertEquals("m", two.reply().model());
            assertEquals(8, two.reply().usage().total().getAsLong());
            assertEquals("1", two.recordId());
            assertTrue(index.find(request("three")).isEmpty());
        }
    }

    @Test
    void givesBackEveryChoiceAsItCame() throws IOException {
        ChatReply reply = find(lines().answered(answered("one", TWO)), "one").orElseThrow();
        assertEquals(2, reply.choices().size());
        assertEquals(
                Answers.choice(0, "\"content\":\"a\",\"reasoning\":\"r\""),
                reply.first().raw().toString());
        assertEquals("bé", reply.choices().get(1).content().text());
    }

    @Test
    void makesTheSameLineOfIt() throws IOException {
        for (String reply : List.of(
                TWO,
                Answers.reply(Answers.choice(0, "\"content\":null,\"reasoning_content\":\"r\"")),
                "{\"id\":\"c-1\",\"model\":null,\"choices\":[{\"index\":0,\"message\":{\"content\":\"a\"},"
                        + "\"logprobs\":{\"content\":[]},\"finish_reason\":null}],\"usage\":{}}")) {
            byte[] line = lines().answered(answered("one", reply));
            byte[] stored = find(line, "one").orElseThrow().raw().toByteArray();
            String again = new String(stored, StandardCharsets.UTF_8);
            assertEquals(
                    new String(line, StandardCharsets.UTF_8),
                    new String(lines().answered(answered("one", again)), StandardCharsets.UTF_8));
        }
    }

    @Test
    void findsItUnderAnyNamesAndInTheAnswerShape() throws IOException {
        String reply = Answers.reply(Answers.choice(0, "\"content\":\"a\",\"reasoning\":\"r\""));
        Map<String, String> names = Map.of("response", "r", "final_messages", "f", "generation", "g");
        for (ResultLines written : List.of(
                lines(Shape.SOURCE, names, Detail.SHORT),
                lines(Shape.ANSWER, Map.of(), Detail.FULL),
                lines(Shape.ANSWER, Map.of("generation", "g", "answer", "x"), Detail.SHORT))) {
            ChatReply found =
                    find(written.answered(answered("one", reply)), "one").orElseThrow();
            assertEquals("a", found.first().content().text());
            assertEquals("r", found.first().reasoning().text());
        }
    }

    @Test
    void findsNothingInLinesThatDoNotTellTheRequest() throws IOException {
        byte[] line = new ResultLines(
                        new OutputSection(Shape.ANSWER, Reasoning.KEEP, Optional.empty(), Map.of(), Optional.empty()),
                        () -> Instant.EPOCH,
                        text -> text)
                .answered(answered("one", TWO));
        assertTrue(find(line, "one").isEmpty());
    }

    @Test
    void findsWhatWasRejected() throws IOException {
        Path file = file("out.jsonl", List.of());
        file("out_rejected.jsonl", List.of(lines().rejected(answered("one", TWO), new Rejection("t", "m"))));
        try (ReuseIndex index = ReuseIndex.read(file)) {
            assertEquals(
                    "a",
                    index.find(request("one"))
                            .orElseThrow()
                            .reply()
                            .first()
                            .content()
                            .text());
        }
    }

    @Test
    void findsLinesLongerThanOneRead() throws IOException {
        String text = "x".repeat(100_000);
        byte[] line =
                lines().answered(answered("one", Answers.reply(Answers.choice(0, "\"content\":\"" + text + "\""))));
        assertEquals(text, find(line, "one").orElseThrow().first().content().text());
    }

    @Test
    void findsNothingInAFileThatHasChangedSince() throws IOException {
        Path file = file("out.jsonl", List.of(lines().answered(answered("one", TWO))));
        try (ReuseIndex index = ReuseIndex.read(file)) {
            file("out.jsonl", List.of(lines().answered(answered("two", TWO))));
            assertTrue(index.find(request("one")).isEmpty());
        }
    }

    @Test
    void leavesOutWhatDoesNotDecideTheAnswer() {
        byte[] streamed = "{\"messages\":[],\"stream\":true}".getBytes(StandardCharsets.UTF_8);
        byte[] whole = "{\"messages\":[]}".getBytes(StandardCharsets.UTF_8);
        int length = "{\"messages\":[]".length();
        assertEquals(
                RequestFingerprint.of(new ChatRequest(streamed, length)),
                RequestFingerprint.of(new ChatRequest(whole, length)));
        assertNotEquals(
                RequestFingerprint.of(new ChatRequest(streamed)), RequestFingerprint.of(new ChatRequest(whole)));
    }

    @Test
    void readsTheHexThatItWrote() {
        RequestFingerprint fingerprint = new RequestFingerprint(0x0123L, -1L);
        assertEquals("0000000000000123ffffffffffffffff", fingerprint.hex());
        assertEquals(fingerprint, RequestFingerprint.parse(fingerprint.hex()));
    }
}
