package dev.retort.model.config;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retort.model.AttemptListener;
import dev.retort.model.ChatBody;
import dev.retort.model.ChatClient;
import dev.retort.model.ChatResult;
import dev.retort.model.Choice;
import dev.retort.model.ClientSettings;
import dev.retort.model.Endpoint;
import dev.retort.model.JsonSpan;
import dev.retort.model.RetryPolicy;
import dev.retort.simulator.Behaviour;
import dev.retort.simulator.FaultKind;
import dev.retort.simulator.Faults;
import dev.retort.simulator.ReplyBook;
import dev.retort.simulator.SimulatedModel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client and the simulated model, streaming with one another. */
class StreamedModelTest {

    private static final ChatBody WHOLE = new ChatBody("tiny", Map.of("n", 2, "logprobs", true, "top_logprobs", 1));
    private static final ChatBody STREAMED =
            new ChatBody("tiny", Map.of("n", 2, "logprobs", true, "top_logprobs", 1, "stream", true));

    @Test
    void everyChoiceIsTheSameAsWithoutStreaming(@TempDir Path directory) throws Exception {
        Path replies = directory.resolve("replies.jsonl");
        Files.writeString(
                replies,
                "{\"contains\":\"why\",\"reply\":\"Weil \\\"42\\\" 😀\\n\",\"reasoning_content\":\"hm, \\\\ ä\"}\n");
        try (SimulatedModel model = SimulatedModel.start(Behaviour.defaults().withReplies(ReplyBook.read(replies)), 0);
                ChatClient client = client(model)) {
            for (String question : List.of("why", "what is this?", "how much")) {
                ChatResult.Answer expected = assertInstanceOf(ChatResult.Answer.class, ask(client, WHOLE, question));
                ChatResult.Answer answer = assertInstanceOf(ChatResult.Answer.class, ask(client, STREAMED, question));
                assertEquals(Optional.empty(), expected.firstToken());
                assertTrue(answer.firstToken().orElseThrow().compareTo(answer.latency()) <= 0);
                assertSame(expected, answer);
            }
        }
    }

    @Test
    void aFaultInTheMiddleIsNeverTakenForAnAnswer() throws Exception {
        Faults faults = Faults.NONE
                .with(FaultKind.RESET_DURING_REPLY, 0.15)
                .with(FaultKind.TRUNCATED_BODY, 0.15)
                .with(FaultKind.MALFORMED_JSON, 0.15)
                .with(FaultKind.ERROR_IN_OK, 0.15);
        Set<String> types = new TreeSet<>();
        int answers = 0;
        try (SimulatedModel sound = SimulatedModel.start(Behaviour.defaults(), 0);
                SimulatedModel faulty =
                        SimulatedModel.start(Behaviour.defaults().withFaults(faults), 0);
                ChatClient soundClient = client(sound);
                ChatClient faultyClient = client(faulty)) {
            for (int i = 0; i < 60; i++) {
                ChatResult result = ask(faultyClient, STREAMED, "record " + i);
                if (result instanceof ChatResult.Failure failure) {
                    types.add(failure.type());
                } else {
                    answers++;
                    assertSame((ChatResult.Answer) ask(soundClient, WHOLE, "record " + i), (ChatResult.Answer) result);
                }
            }
        }
        assertEquals(Set.of("connection_reset", "error_in_response", "invalid_body", "truncated_stream"), types);
        assertTrue(answers > 10, answers + " answers");
    }

    private static ChatClient client(SimulatedModel model) {
        return ChatClient.open(
                Endpoint.open(model.baseUri()),
                ClientSettings.of(1).with(RetryPolicy.ofRetries(0)),
                AttemptListener.NONE);
    }

    private static ChatResult ask(ChatClient client, ChatBody body, String question) throws Exception {
        byte[] messages = ("[{\"role\":\"user\",\"content\":\"" + question + "\"}]").getBytes(StandardCharsets.UTF_8);
        return client.send(body.with(messages));
    }

    private static void assertSame(ChatResult.Answer expected, ChatResult.Answer actual) {
        assertEquals(2, actual.reply().choices().size());
        for (int i = 0; i < 2; i++) {
            assertSame(
                    expected.reply().choices().get(i), actual.reply().choices().get(i));
        }
        assertArrayEquals(
                expected.reply().usage().raw().toByteArray(),
                actual.reply().usage().raw().toByteArray());
    }

    private static void assertSame(Choice expected, Choice actual) {
        assertEquals(text(expected.content()), text(actual.content()));
        assertEquals(text(expected.reasoning()), text(actual.reasoning()));
        assertEquals(expected.reasoningName(), actual.reasoningName());
        assertEquals(expected.finishReason(), actual.finishReason());
        assertEquals(logprobs(expected), logprobs(actual));
    }

    private static String text(JsonSpan span) {
        return span == null ? "(none)" : span.text();
    }

    private static String logprobs(Choice choice) {
        String raw = new String(choice.raw().toByteArray(), StandardCharsets.UTF_8);
        return raw.substring(raw.indexOf("\"logprobs\""), raw.indexOf(",\"finish_reason\""));
    }
}
