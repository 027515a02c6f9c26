package dev.retort.model;

import static dev.retort.model.Replies.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a stream of events once it is there as a whole. */
final class StreamedBodyTest {

    private static final String START =
            "data: {\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":7,\"model\":\"m\",\"choices\":[{\"index\":0,"
                    + "\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"logprobs\":null,\"finish_reason\":null}]}\n\n";
    private static final String STOP = event(choices(choice(0, "{}", "\"stop\"")));
    private static final String DONE = "data: [DONE]\n\n";

    @Test
    void isPutTogetherAsIfItHadNotBeenStreamed() throws Exception {
        assertEquals(
                "{\"id\":\"c1\",\"created\":7,\"model\":\"m\",\"system_fingerprint\":\"fp\",\"service_tier\":\"default\","
                        + "\"object\":\"chat.completion\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\","
                        + "\"content\":\"Hello, \\u00e9\\ud83d\\ude00 wörld\"},\"logprobs\":null,\"finish_reason\":\"stop\"}],"
                        + "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4}}",
                text(START
                        + event(
                                "\"id\":\"c2\",\"model\":\"other\",\"system_fingerprint\":\"fp\",\"service_tier\":\"auto\","
                                        + choices(choice(0, content("Hello, \\u00e9\\ud83d"), "null")))
                        + event(choices(choice(0, content("\\ude00 wörld"), "null")) + ",\"obfuscation\":\"x1\"")
                        + STOP
                        + event("\"service_tier\":\"default\",\"choices\":[],"
                                + "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4}")
                        + DONE));
    }

    @Test
    void readsEveryWayToWriteLines() throws Exception {
        String plain = START + event(choices(choice(0, content("a b"), "\"length\""))) + DONE;
        String expected = text(plain);
        assertEquals(expected, text(plain.replace("\n", "\r\n")));
        assertEquals(expected, text(plain.replace("\n", "\r")));
        assertEquals(expected, text("\uFEFF" + plain));
        assertEquals(expected, text(plain.replace("data: ", "data:")));
        assertEquals(expected, text(": keep-alive\n\n" + plain.replace("\n\n", "\n: keep-alive\nid: 4\nretry: 9\n\n")));
        assertEquals(expected, text(plain.replace("\"choices\"", "\ndata: \"choices\"")));
        assertEquals(expected, text(plain.replace("\n\n", "\n")), "without the blank lines between events");
        assertEquals(expected, text(plain.stripTrailing()), "without a line break at the end");
        assertEquals(expected, text("event: message\n" + plain));
    }

    @Test
    void comesInPiecesOfAnySize() throws Exception {
        String stream =
                (START + event(choices(choice(0, content("wörld 😀"), "null"))) + STOP + DONE).replace("\n", "\r\n");
        String expected = text(stream);
        for (int size = 1; size < 40; size++) {
            assertEquals(
                    expected, new String(body(new Drip(stream, size), 1 << 20).json(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void keepsEveryChoiceApart() throws Exception {
        ChatReply reply = reply(START
                + event(choices(choice(1, "{\"role\":\"assistant\",\"content\":\"b\"}", "null")))
                + event(choices(choice(0, content("a"), "null") + "," + choice(1, content("B"), "null")))
                + event(choices(choice(1, "{}", "\"length\"")))
                + event(choices(choice(0, content("A"), "\"stop\"")))
                + DONE);
        assertEquals(List.of(0, 1), reply.choices().stream().map(Choice::index).toList());
        assertEquals("aA", reply.first().content().text());
        assertEquals("bB", reply.choices().get(1).content().text());
        assertEquals("length", reply.choices().get(1).finishReason());
    }

    @Test
    void keepsReasoningUnderTheNameThatCame() throws Exception {
        for (String name : List.of("reasoning", "reasoning_content")) {
            Choice choice = reply(START
                            + event(choices(choice(0, "{\"" + name + "\":\"let \",\"content\":null}", "null")))
                            + event(choices(choice(0, "{\"" + name + "\":\"me\"}", "null")))
                            + event(choices(choice(0, "{\"" + name + "\":null,\"content\":\"42\"}", "\"stop\"")))
                            + DONE)
                    .first();
            assertEquals("let me", choice.reasoning().text());
            assertEquals(name, choice.reasoningName());
            assertEquals("42", choice.content().text());
        }
    }

    @Test
    void mergesToolCallsByTheirIndex() throws Exception {
        String message = json(reply(START
                        + tool(
                                "{\"index\":0,\"id\":\"a\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"\"}}")
                        + tool(
                                "{\"index\":0,\"id\":\"\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"x\"}}")
                        + tool(
                                "{\"index\":1,\"id\":\"b\",\"type\":\"function\",\"function\":{\"name\":\"g\",\"arguments\":\"{}\"}}")
                        + tool("{\"index\":0,\"function\":{\"arguments\":\"\\\":1}\"}}")
                        + event(choices(choice(0, "{}", "\"tool_calls\"")))
                        + DONE)
                .first()
                .message());
        assertEquals(
                "{\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"type\":\"function\","
                        + "\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"x\\\":1}\"}},{\"index\":1,\"id\":\"b\","
                        + "\"type\":\"function\",\"function\":{\"name\":\"g\",\"arguments\":\"{}\"}}]}",
                message);
    }

    @Test
    void stringsTheLogProbabilitiesTogether() throws Exception {
        String raw = json(reply(START
                        + event(choices(
                                "{\"index\":0,\"delta\":{\"content\":\"a\"},\"logprobs\":{\"content\":[{\"token\":\"a\","
                                        + "\"logprob\":-0.50}],\"refusal\":null}}"))
                        + event(
                                choices(
                                        "{\"index\":0,\"delta\":{\"content\":\"bc\"},\"logprobs\":{\"content\":[{\"token\":\"b\","
                                                + "\"logprob\":-1e-7},{\"token\":\"c\",\"logprob\":0}]},\"finish_reason\":\"stop\"}"))
                        + DONE)
                .first()
                .raw());
        assertTrue(
                raw.contains(
                        "\"logprobs\":{\"content\":[{\"token\":\"a\",\"logprob\":-0.50},{\"token\":\"b\",\"logprob\":-1e-7},"
                                + "{\"token\":\"c\",\"logprob\":0}],\"refusal\":null}"),
                raw);
    }

    @Test
    void keepsWhatItDoesNotKnow() throws Exception {
        String long64 = "m".repeat(64);
        Choice choice = reply(START
                        + event(choices(
                                "{\"index\":0,\"delta\":{\"refusal\":\"I \",\"audio\":{\"id\":\"x\",\"data\":\"AA\"},\"n\":1,\""
                                        + long64 + "\":\"p\"},\"stop_reason\":null}"))
                        + event(choices(
                                "{\"index\":0,\"delta\":{\"refusal\":\"won't\",\"audio\":{\"data\":\"BB\"},\"n\":2,\""
                                        + long64 + "\":\"q\"},\"stop_reason\":\"</s>\",\"finish_reason\":\"stop\"}"))
                        + DONE)
                .first();
        assertEquals(
                "{\"role\":\"assistant\",\"content\":\"\",\"refusal\":\"I won't\",\"audio\":{\"id\":\"x\",\"data\":\"AABB\"},\"n\":2,\""
                        + long64 + "\":\"pq\"}",
                json(choice.message()));
        assertTrue(json(choice.raw()).contains("\"stop_reason\":\"</s>\""), json(choice.raw()));
    }

    @Test
    void losesNothingWhenPartsTurnIntoText() throws Exception {
        String thinking = "{\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"hm\"}]}]}";
        assertEquals(
                "[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"hm\"}]},{\"type\":\"text\",\"text\":\"42!\"}]",
                json(reply(START
                                + event(choices(choice(0, thinking, "null")))
                                + event(choices(choice(0, content(""), "null")))
                                + event(choices(choice(0, content("42"), "null")))
                                + event(choices(choice(0, content("!"), "\"stop\"")))
                                + DONE)
                        .first()
                        .content()));
        assertEquals(
                "[{\"type\":\"text\",\"text\":\"first\"},{\"type\":\"image\"},{\"type\":\"text\",\"text\":\"last\"}]",
                json(reply(START
                                + event(choices(choice(0, content("first"), "null")))
                                + event(choices(choice(0, "{\"content\":[{\"type\":\"image\"}]}", "null")))
                                + event(choices(choice(0, content("last"), "\"stop\"")))
                                + DONE)
                        .first()
                        .content()));
    }

    @Test
    void aWholeMessageAtTheEndTakesThePlaceOfItsPieces() throws Exception {
        assertEquals(
                "all of it",
                reply(START
                                + event(choices(choice(0, content("all of"), "null")))
                                + event(choices(
                                        "{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"all of it\"},"
                                                + "\"finish_reason\":\"stop\"}")))
                        .first()
                        .content()
                        .text());
    }

    @Test
    void passesOverChunksThatSayNothing() throws Exception {
        String azure = event("\"id\":\"\",\"created\":0,\"model\":\"\",\"prompt_filter_results\":[{}],\"choices\":[]");
        assertEquals("m", reply(azure + START + STOP + DONE).model());
        assertEquals(
                "{\"role\":\"assistant\",\"content\":null}",
                json(reply(event(choices(choice(0, "null", "\"stop\""))))
                        .first()
                        .message()));
    }

    @Test
    void isCompleteWithAFinishReasonOrWithDone() throws Exception {
        assertEquals("stop", reply(START + STOP).first().finishReason());
        assertEquals(null, reply(START + DONE).first().finishReason());
        assertEquals(
                "stop", reply(START + STOP + DONE + "data: {broken\n\n").first().finishReason());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ": keep-alive\n\n", "data: {\"choices\":[{\"index\":0,\"del", "nonsense\n\n"})
    void isTruncatedWithoutEither(String end) {
        MalformedReplyException failure =
                assertThrows(MalformedReplyException.class, () -> body(new Drip(START + end, 100), 1 << 20));
        assertEquals("truncated_stream", failure.type());
        assertEquals("the stream ended before the answer began", failure.getMessage());
    }

    @Test
    void isTruncatedWhenOneChoiceIs() {
        MalformedReplyException failure = assertThrows(
                MalformedReplyException.class,
                () -> body(new Drip(START + STOP + event(choices(choice(1, content("b"), "null"))), 100), 1 << 20));
        assertEquals("truncated_stream", failure.type());
        assertEquals("the stream ended in the middle of the answer", failure.getMessage());
    }

    @Test
    void refusesWhatWouldSpoilTheUsersFile() {
        for (String data : List.of("{\"choices\":[{]}", "<html>", "{\"a\":\"\u0001\"}", "[1]", "{\"choices\":[1]}")) {
            MalformedReplyException failure = assertThrows(
                    MalformedReplyException.class, () -> body(new Drip("data: " + data + "\n\n" + DONE, 9), 1 << 20));
            assertEquals("invalid_body", failure.type(), data);
            assertTrue(failure.getMessage().contains("of the stream"), failure.getMessage());
        }
        Buffer notUtf8 =
                new Buffer().writeUtf8("data: {\"a\":\"").writeByte(0xff).writeUtf8("\"}\n\n");
        assertEquals(
                "an event of the stream is not valid UTF-8",
                assertThrows(MalformedReplyException.class, () -> new StreamedBody(notUtf8, 1 << 20, attempt()).read())
                        .getMessage());
    }

    @Test
    void anErrorInTheMiddleTakesThePlaceOfTheAnswer() throws Exception {
        String error = "{\"message\":\"no more\",\"code\":\"insufficient_quota\"}";
        assertEquals("{\"error\":" + error + "}", text(START + "data: {\"error\":" + error + "}\n\n"));
        assertEquals(
                "{\"error\":{\"message\":\"no more\",\"type\":\"\",\"code\":\"insufficient_quota\"}}",
                text(START + "event: error\ndata: " + error + "\n\n"));
        assertEquals("{\"error\":" + error + "}", text("event: error\ndata: {\"error\":" + error + "}\n\n"));
        assertEquals(
                "{\"error\":{\"message\":\"it broke\",\"type\":\"\",\"code\":\"\"}}",
                text(START + "event: error\ndata: it broke\n\n"));
        assertEquals(
                "hi",
                reply(START + event("\"error\":null," + choices(choice(0, content("hi"), "\"stop\""))))
                        .first()
                        .content()
                        .text());
    }

    @Test
    void isBounded() throws Exception {
        String piece = event(choices(choice(0, content("x".repeat(100)), "null")));
        assertFalse(new StreamedBody(new Buffer().writeUtf8(START + piece.repeat(100)), 2_048, attempt()).read());
        String line = event(choices(choice(0, content("x".repeat(20_000)), "\"stop\"")));
        assertFalse(new StreamedBody(new Buffer().writeUtf8(line), 10_000, attempt()).read());
        assertTrue(new StreamedBody(new Buffer().writeUtf8(line), 30_000, attempt()).read());
        assertTrue(new StreamedBody(
                        new Buffer().writeUtf8(": keep-alive\n\n".repeat(10_000) + START + STOP), 2_048, attempt())
                .read());
    }

    /** Gives a text out in pieces of one size. */
    private static final class Drip extends okio.ForwardingSource {

        private final int size;

        Drip(String text, int size) {
            super(new Buffer().writeUtf8(text));
            this.size = size;
        }

        @Override
        public long read(Buffer sink, long byteCount) throws java.io.IOException {
            return super.read(sink, Math.min(byteCount, size));
        }
    }

    private static StreamedBody body(okio.Source source, long largest) throws Exception {
        StreamedBody body = new StreamedBody(okio.Okio.buffer(source), largest, attempt());
        assertTrue(body.read());
        return body;
    }

    private static Attempt attempt() {
        return new Attempt(new ManualTime(), Timeouts.defaults());
    }

    private static String text(String stream) throws Exception {
        return new String(body(new Drip(stream, 1 << 16), 1 << 20).json(), StandardCharsets.UTF_8);
    }

    private static ChatReply reply(String stream) throws Exception {
        byte[] json = body(new Drip(stream, 1 << 16), 1 << 20).json();
        return assertInstanceOf(ReplyParser.Parsed.Reply.class, ReplyParser.parse(json, json.length))
                .reply();
    }

    private static String event(String members) {
        return "data: {" + members + "}\n\n";
    }

    private static String tool(String call) {
        return event(choices(choice(0, "{\"tool_calls\":[" + call + "]}", "null")));
    }

    private static String choices(String choices) {
        return "\"choices\":[" + choices + "]";
    }

    private static String choice(int index, String delta, String finish) {
        return "{\"index\":" + index + ",\"delta\":" + delta + ",\"finish_reason\":" + finish + "}";
    }

    private static String content(String text) {
        return "{\"content\":\"" + text + "\"}";
    }
}
