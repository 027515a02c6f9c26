package dev.retort.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retort.simulator.RawClient.Answer;
import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Replies that are sent piece by piece. */
class StreamsTest {

    private static final String STREAMED = asked("");
    private static final String WITH_USAGE = asked(",\"stream_options\":{\"include_usage\":true}");

    @Test
    void saysWhatItWouldHaveSaidAtOnce() throws IOException {
        Behaviour behaviour = Behaviour.defaults().withReplyLength(ReplyLength.parse("40"));
        try (SimulatedModel model = SimulatedModel.start(
                        behaviour, 0, () -> Instant.ofEpochSecond(1_770_000_000), Tolerance.usual());
                RawClient client = new RawClient(model)) {
            String whole = content(
                    client.send(RawClient.post(RawClient.QUESTION)).read().body());
            client.send(RawClient.post(WITH_USAGE));
            Answer head = client.readHead();
            assertEquals("text/event-stream", head.fields().get("content-type"));
            assertEquals("chunked", head.fields().get("transfer-encoding"));
            assertEquals("sim-000000000001", head.fields().get("x-request-id"));
            List<String> events = events(client.readChunks());

            assertEquals(
                    "{\"id\":\"chatcmpl-sim-000000000001\",\"object\":\"chat.completion.chunk\",\"created\":1770000000,"
                            + "\"model\":\"m\",\"system_fingerprint\":\"simulated\",\"choices\":[{\"index\":0,"
                            + "\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"logprobs\":null,"
                            + "\"finish_reason\":null}],\"usage\":null}",
                    events.get(0));
            assertEquals(whole, said(events));
            assertTrue(
                    events.get(events.size() - 3)
                            .endsWith("{\"index\":0,\"delta\":{},\"logprobs\":null,"
                                    + "\"finish_reason\":\"stop\"}],\"usage\":null}"),
                    events.toString());
            assertTrue(
                    Pattern.matches(
                            ".*\"choices\":\\[],\"usage\":\\{\"prompt_tokens\":6,\"completion_tokens\":\\d+,\"total_tokens\":\\d+}}",
                            events.get(events.size() - 2)),
                    events.toString());
            assertEquals("[DONE]", events.get(events.size() - 1));
            assertEquals(
                    200, client.send(RawClient.post(RawClient.QUESTION)).read().status());
            assertEquals(3, model.statistics().answered());
            assertEquals(0, model.statistics().inFlight());
        }
    }

    @Test
    void leavesTheUsageOutUnlessAskedFor() throws IOException {
        try (SimulatedModel model = SimulatedModel.start(Behaviour.defaults(), 0)) {
            assertFalse(stream(model, STREAMED).contains("usage"));
        }
    }

    @Test
    void mixesTheChoices() throws IOException {
        try (SimulatedModel model = SimulatedModel.start(Behaviour.defaults(), 0)) {
            String stream = stream(model, asked(",\"n\":2"));
            List<String> first = events(stream).stream()
                    .filter(event -> event.contains("\"index\":0"))
                    .toList();
            List<String> second = events(stream).stream()
                    .filter(event -> event.contains("\"index\":1"))
                    .toList();

            assertTrue(said(first).startsWith("Simulated reply "));
            assertTrue(said(second).startsWith("Simulated reply "));
            assertFalse(said(first).equals(said(second)));
            assertEquals(2, stream.split("\"finish_reason\":\"stop\"", -1).length - 1);
        }
    }

    @Test
    void reasonsFirst(@TempDir Path dir) throws Exception {
        Path file = dir.resolve("r.jsonl");
        Files.writeString(
                file, "{\"reply\":\"Für \\\"42\\\" 😀 so\\tit is\",\"reasoning_content\":\"a \\\\ thought\"}\n");
        Behaviour behaviour = Behaviour.defaults().withReplies(ReplyBook.read(file));
        try (SimulatedModel model = SimulatedModel.start(behaviour, 0)) {
            List<String> events = events(stream(model, WITH_USAGE));
            assertEquals("a \\\\ thought", texts(events, "reasoning_content"));
            assertEquals("Für \\\"42\\\" 😀 so\\tit is", said(events));
            assertTrue(events.toString().contains("\"reasoning_tokens\":3"), events.toString());
            List<String> cut = events(stream(model, asked(",\"max_tokens\":4")));
            assertEquals("Für", said(cut).strip());
            assertTrue(cut.toString().contains("\"finish_reason\":\"length\""));
        }
    }

    @Test
    void takesAThinkBlockForReasoningWhenToldTo(@TempDir Path dir) throws Exception {
        Path file = dir.resolve("r.jsonl");
        Files.writeString(file, "{\"reply\":\"<think>\\nhm\\n</think>\\n\\n42\"}\n");
        Behaviour behaviour = Behaviour.defaults().withReplies(ReplyBook.read(file));
        for (ReasoningStyle style : ReasoningStyle.values()) {
            try (SimulatedModel model = SimulatedModel.start(behaviour.withReasoning(style), 0)) {
                String whole = RawClient.ask(model, RawClient.QUESTION).body();
                List<String> events = events(stream(model, STREAMED));
                boolean asWritten = style == ReasoningStyle.AS_WRITTEN;
                assertEquals(asWritten ? "<think>\\nhm\\n</think>\\n\\n42" : "42", content(whole));
                assertEquals(content(whole), said(events));
                assertEquals(asWritten ? "" : "hm", texts(List.of(whole), style.member()));
                assertEquals(asWritten ? "" : "hm", texts(events, style.member()));
            }
        }
    }

    @Test
    void pacesTheTokens() throws IOException {
        Behaviour behaviour = Behaviour.defaults()
                .withLatency(Latency.fixed(Duration.ofMillis(20)))
                .withReplyLength(ReplyLength.parse("60"))
                .withTokensPerSecond(1_000);
        try (SimulatedModel model = SimulatedModel.start(behaviour, 0);
                RawClient client = new RawClient(model)) {
            long begin = System.nanoTime();
            client.send(RawClient.post(STREAMED)).readHead();
            String said = client.readChunk();
            assertTrue(said.contains("\"role\":\"assistant\",\"content\":\"\""), said);
            while (!said.contains("Simu")) {
                said = client.readChunk();
            }
            assertTrue(System.nanoTime() - begin >= 20_000_000, "the first token comes after the latency");
            client.readChunks();
            assertTrue(System.nanoTime() - begin >= 80_000_000, "and the end when all tokens are made");
        }
    }

    @Test
    void givesSignsOfLifeWhileItQueues() throws IOException {
        Behaviour behaviour = Behaviour.defaults()
                .withLatency(Latency.fixed(Duration.ofSeconds(5)))
                .withLimits(Limits.NONE.withWorkers(1));
        Tolerance lively = new Tolerance(Duration.ofSeconds(60), Duration.ofSeconds(2), Duration.ofMillis(10), 1 << 20);
        try (SimulatedModel model = SimulatedModel.start(behaviour, 0, Clock.systemUTC(), lively);
                RawClient first = new RawClient(model);
                RawClient second = new RawClient(model)) {
            first.send(RawClient.post(STREAMED));
            first.readHead();
            second.send(RawClient.post(STREAMED)).readHead();
            assertEquals(": keep-alive\n\n", second.readChunk());
            assertEquals(": keep-alive\n\n", second.readChunk());
            assertTrue(first.readChunk().contains("\"role\""));
        }
    }

    @Test
    void faultsComeInTheMiddle() throws IOException {
        try (SimulatedModel model = always(FaultKind.ERROR_IN_OK)) {
            List<String> events = events(stream(model, STREAMED));
            assertTrue(said(events).startsWith("Simulated"));
            assertTrue(events.get(events.size() - 1).contains("\"code\":\"internal_error\""), events.toString());
        }
        try (SimulatedModel model = always(FaultKind.MALFORMED_JSON)) {
            List<String> events = events(stream(model, STREAMED));
            assertTrue(events.get(events.size() - 2).endsWith("{\"index\":0,\"del"), events.toString());
        }
        try (SimulatedModel model = always(FaultKind.TRUNCATED_BODY);
                RawClient client = new RawClient(model)) {
            client.send(RawClient.post(STREAMED)).readHead();
            String half =
                    assertThrows(java.io.EOFException.class, client::readChunks).getMessage();
            assertEquals("the server ended the connection", half);
        }
        try (SimulatedModel model = always(FaultKind.RESET_DURING_REPLY);
                RawClient client = new RawClient(model)) {
            client.send(RawClient.post(STREAMED));
            assertThrows(SocketException.class, () -> {
                client.readHead();
                client.readChunks();
            });
        }
    }

    @Test
    void aHangSaysHalfAndThenNothing() throws IOException {
        try (SimulatedModel model = always(FaultKind.HANG);
                RawClient client = new RawClient(model)) {
            client.send(RawClient.post(STREAMED)).readHead();
            assertTrue(client.readChunk().contains("Simu"));
            assertEquals(1, model.statistics().inFlight());
            client.reset();
            Eventually.holds(() -> model.statistics().inFlight() == 0);
            assertEquals(1, model.statistics().faults().get(FaultKind.HANG));
        }
    }

    @Test
    void faultsBeforeTheReplyAreAnsweredAsEver() throws IOException {
        try (SimulatedModel model = always(FaultKind.OVERLOADED)) {
            assertEquals(503, RawClient.ask(model, STREAMED).status());
        }
        try (SimulatedModel model = always(FaultKind.SERVER_ERROR)) {
            assertEquals(500, RawClient.ask(model, STREAMED).status());
        }
    }

    @Test
    void tellsLogProbabilitiesOfTheTokens() throws IOException {
        try (SimulatedModel model = SimulatedModel.start(Behaviour.defaults(), 0)) {
            String body = RawClient.ask(model, member(",\"logprobs\":true,\"top_logprobs\":2"))
                    .body();
            assertTrue(
                    Pattern.compile(
                                    "\"logprobs\":\\{\"content\":\\[\\{\"token\":\"Simu\",\"logprob\":-[01]\\.\\d{3},\"bytes\":null,"
                                            + "\"top_logprobs\":\\[\\{\"token\":\"Simu\",\"logprob\":-[01]\\.\\d{3},\"bytes\":null},"
                                            + "\\{\"token\":\"alt1\",\"logprob\":-3\\.\\d{3},\"bytes\":null}]},\\{\"token\":\"late\"")
                            .matcher(body)
                            .find(),
                    body);
            String plain = RawClient.ask(model, member(",\"logprobs\":true")).body();
            assertEquals(content(plain), texts(List.of(plain), "token"));
            List<String> events = events(stream(model, asked(",\"logprobs\":true")));
            assertTrue(
                    events.get(1)
                            .contains(
                                    "\"delta\":{\"content\":\"Simu\"},\"logprobs\":{\"content\":[{\"token\":\"Simu\""),
                    events.get(1));
        }
    }

    @Test
    void endsTheConnectionForAClientOfHttp10() throws IOException {
        try (SimulatedModel model = SimulatedModel.start(Behaviour.defaults(), 0);
                RawClient client = new RawClient(model)) {
            Answer head = client.send(RawClient.post(STREAMED).replace("HTTP/1.1", "HTTP/1.0"))
                    .readHead();
            assertFalse(head.fields().containsKey("transfer-encoding"));
            assertEquals("close", head.fields().get("connection"));
            StringBuilder rest = new StringBuilder();
            for (int c = client.readByte(); c >= 0; c = client.readByte()) {
                rest.append((char) c);
            }
            assertTrue(rest.toString().endsWith("data: [DONE]\n\n"), rest.toString());
        }
    }

    @Test
    void sendsALongReplyToASlowReader() throws IOException {
        Behaviour behaviour = Behaviour.defaults().withReplyLength(ReplyLength.parse("30000"));
        try (SimulatedModel model = SimulatedModel.start(behaviour, 0)) {
            String stream = stream(model, STREAMED);
            assertTrue(stream.length() > 5_000_000, stream.length() + " bytes");
            assertTrue(stream.endsWith("data: [DONE]\n\n"));
            assertEquals(1, model.statistics().answered());
        }
    }

    private static SimulatedModel always(FaultKind kind) throws IOException {
        return SimulatedModel.start(Behaviour.defaults().withFaults(Faults.NONE.with(kind, 1)), 0);
    }

    private static String asked(String members) {
        return member(",\"stream\":true" + members);
    }

    private static String member(String members) {
        return RawClient.QUESTION.substring(0, RawClient.QUESTION.length() - 1) + members + "}";
    }

    private static String stream(SimulatedModel model, String body) throws IOException {
        try (RawClient client = new RawClient(model)) {
            client.send(RawClient.post(body)).readHead();
            return client.readChunks();
        }
    }

    private static List<String> events(String stream) {
        List<String> events = new ArrayList<>();
        for (String event : stream.split("\n\n", 0)) {
            assertTrue(event.startsWith("data: "), event);
            events.add(event.substring("data: ".length()));
        }
        return events;
    }

    private static String said(List<String> events) {
        return texts(events, "content");
    }

    private static String texts(List<String> events, String member) {
        StringBuilder text = new StringBuilder();
        Pattern pattern = Pattern.compile("\"" + member + "\":\"((?:[^\"\\\\]|\\\\.)*)\"");
        events.forEach(event -> pattern.matcher(event).results().forEach(found -> text.append(found.group(1))));
        return text.toString();
    }

    private static String content(String body) {
        return texts(List.of(body), "content");
    }
}
