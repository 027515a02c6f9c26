package dev.retort.model;

import static dev.retort.model.Replies.json;
import static dev.retort.model.Replies.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Replies as servers write them, and as they should not. */
final class ReplyParserTest {

    private static final String MESSAGE =
            "{\"role\":\"assistant\",\"content\":\"a \\\"b\\\" \\\\\",\"tool_calls\":[{\"id\":\"c1\"}]}";

    @Test
    void findsEveryPartWhereItStands() throws Exception {
        String choice =
                "{\"index\":0,\"message\":" + MESSAGE + ",\"logprobs\":{\"content\":[1]},\"finish_reason\":\"stop\"}";
        ChatReply reply =
                parse("{\"id\":\"x\",\"model\":\"gpt\",\"choices\":[" + choice + "],\"usage\":{\"total_tokens\":5}}");

        assertEquals("gpt", reply.model());
        assertEquals(choice, json(reply.first().raw()));
        assertEquals(MESSAGE, json(reply.first().message()));
        assertEquals("\"a \\\"b\\\" \\\\\"", json(reply.first().content()));
        assertEquals("a \"b\" \\", text(reply.first().content()));
        assertEquals("stop", reply.first().finishReason());
        assertEquals("{\"total_tokens\":5}", json(reply.usage().raw()));
        assertNull(reply.first().reasoning());
        assertTrue(reply.first().hasContent());
    }

    @Test
    void keepsAllChoices() throws Exception {
        ChatReply reply = parse(
                "{\"choices\":[{\"index\":1,\"message\":{\"content\":\"b\"}},{\"index\":0,\"message\":{\"content\":\"a\"}}]}");

        assertEquals(2, reply.choices().size());
        assertEquals(1, reply.choices().get(0).index());
        assertEquals("\"a\"", json(reply.choices().get(1).content()));
    }

    @Test
    void numbersChoicesThatHaveNoUsableIndex() throws Exception {
        ChatReply reply =
                parse("{\"choices\":[{\"message\":{}},{\"index\":null,\"message\":{}},{\"index\":\"7\",\"message\":{}},"
                        + "{\"index\":99999999999999,\"message\":{}}]}");

        assertEquals(0, reply.choices().get(0).index());
        assertEquals(1, reply.choices().get(1).index());
        assertEquals(7, reply.choices().get(2).index());
        assertEquals(Integer.MAX_VALUE, reply.choices().get(3).index());
    }

    @Test
    void readsReasoningUnderEitherName() throws Exception {
        assertEquals("\"r\"", json(parse(message("\"reasoning\":\"r\"")).first().reasoning()));
        assertEquals(
                "\"c\"",
                json(parse(message("\"reasoning_content\":\"c\"")).first().reasoning()));
        assertEquals(
                "\"c\"",
                json(parse(message("\"reasoning\":null,\"reasoning_content\":\"c\""))
                        .first()
                        .reasoning()));
        assertEquals(
                "\"r\"",
                json(parse(message("\"reasoning_content\":\"c\",\"reasoning\":\"r\""))
                        .first()
                        .reasoning()));
        assertNull(parse(message("\"reasoning_content\":null")).first().reasoning());
    }

    @Test
    void takesContentOfAnyKind() throws Exception {
        assertEquals("null", json(parse(message("\"content\":null")).first().content()));
        assertEquals(
                "[{\"type\":\"text\"}]",
                json(parse(message("\"content\":[{\"type\":\"text\"}]")).first().content()));
        assertNull(parse(message("\"role\":\"assistant\"")).first().content());
        assertFalse(parse(message("\"content\":null")).first().hasContent());
        assertFalse(parse(message("\"content\":\"\"")).first().hasContent());
        assertFalse(parse(message("\"content\":[]")).first().hasContent());
    }

    @Test
    void readsUsageAsFarAsItGoes() throws Exception {
        Usage usage = parse(
                        usage(
                                "{\"prompt_tokens\":\"12\",\"completion_tokens\":3.0,\"total_tokens\":null,"
                                        + "\"prompt_tokens_details\":{\"cached_tokens\":8,\"audio_tokens\":0},\"completion_tokens_details\":{\"reasoning_tokens\":2}}"))
                .usage();
        assertEquals(OptionalLong.of(12), usage.prompt());
        assertEquals(OptionalLong.of(3), usage.completion());
        assertEquals(OptionalLong.empty(), usage.total());
        assertEquals(OptionalLong.of(8), usage.cached());
        assertEquals(OptionalLong.of(2), usage.reasoning());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "[]",
                "7",
                "\"none\"",
                "{}",
                "{\"prompt_tokens\":-1}",
                "{\"prompt_tokens\":\"many\"}",
                "{\"prompt_tokens\":1e99}",
                "{\"prompt_tokens\":99999999999999999999}",
                "{\"prompt_tokens\":{\"a\":[1]}}",
                "{\"prompt_tokens_details\":null,\"completion_tokens_details\":[1]}"
            })
    void takesOddUsageAsMissing(String usage) throws Exception {
        assertEquals(OptionalLong.empty(), parse(usage(usage)).usage().prompt());
    }

    @Test
    void trimsBlankLinesAndByteOrderMark() throws Exception {
        assertEquals(
                "\"a\"",
                json(parse("\r\n\n \t" + message("\"content\":\"a\"")).first().content()));
        assertEquals(
                "\"a\"",
                json(parse("\uFEFF\n" + message("\"content\":\"a\"") + "\n\n")
                        .first()
                        .content()));
    }

    @Test
    void putsEveryPartOnOneLine() throws Exception {
        ChatReply reply = parse("{\n  \"choices\": [\r\n    {\n \"message\": {\n\"content\": \"a\\nb\"\n}\n}\n]\n}\n");

        assertEquals("{ \"content\": \"a\\nb\" }", json(reply.first().message()));
        assertEquals(-1, json(reply.raw()).indexOf('\n'));
        assertEquals("a\nb", text(reply.first().content()));
    }

    @Test
    void takesAnErrorMemberForWhatItIs() throws Exception {
        assertEquals("{\"message\":\"no\"}", json(error("{\"error\":{\"message\":\"no\"},\"choices\":[]}")));
        assertEquals("\"no\"", json(error("{\"error\":\"no\"}")));
        for (String none : new String[] {"null", "false", "\"\""}) {
            assertNull(error(message("\"content\":\"a\"").replaceFirst("\\{", "{\"error\":" + none + ",")));
        }
    }

    @Test
    void refusesEveryBeginningOfAReply() {
        byte[] whole = utf8(Replies.completion("hällo \\u00e4 \\\"x\\\"")
                .replace("\"usage\"", "\"logprobs\":[1.5e3,true,null],\"usage\""));
        for (int cut = 1; cut < whole.length; cut++) {
            byte[] part = Arrays.copyOf(whole, cut);
            MalformedReplyException failure =
                    assertThrows(MalformedReplyException.class, () -> ReplyParser.parse(part, part.length));
            assertEquals("truncated_body", failure.type(), "cut at " + cut);
        }
    }

    @Test
    void readsNoFurtherThanTheLength() {
        byte[] bytes = utf8(Replies.completion("a") + "garbage");
        MalformedReplyException failure = assertThrows(
                MalformedReplyException.class, () -> ReplyParser.parse(bytes, bytes.length - "garbage".length() - 5));
        assertEquals("truncated_body", failure.type());
    }

    @Test
    void saysWhatIsWrong() {
        assertRefused("empty_body", "the body of the response is empty", "");
        assertRefused("empty_body", "the body of the response is empty", " \n\r\n");
        assertRefused("invalid_body", "the response is not a JSON object: [1]", "[1]");
        assertRefused(
                "invalid_body",
                "the response is not a JSON object: data: {\"a\":1} data: [DONE]",
                "data: {\"a\":1}\n\ndata: [DONE]");
        assertRefused(
                "invalid_body",
                "the response is not a JSON object: an HTML page: 502 Bad Gateway",
                "<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body>long</body></html>");
        assertRefused(
                "invalid_body", "the response goes on after its JSON object", message("\"content\":\"a\"") + "{}");
        assertRefused("no_choices", "the response has no choices: {\"choices\":[]}", "{\"choices\":[]}");
        assertRefused("no_choices", "the response has no choices: {\"choices\":null}", "{\"choices\":null}");
        assertRefused(
                "no_choices",
                "the response is JSON but no chat completion: {\"status\":\"ok\"}",
                "{\"status\":\"ok\"}");
        assertRefused("invalid_body", "a choice of the response has no message", "{\"choices\":[{\"text\":\"a\"}]}");
        assertRefused("invalid_body", "a choice of the response has no message", "{\"choices\":[{\"message\":null}]}");
        assertRefused("invalid_body", "a choice of the response is not a JSON object", "{\"choices\":[null]}");
    }

    @Test
    void readsAStoredReplyOnceMore() throws Exception {
        ChatReply reply = ChatReply.parse(
                utf8("{\"model\":\"m\",\n\"choices\":[{\"message\":{\"content\":\"a\",\"reasoning_content\":\"b\"}},"
                        + "{\"message\":{\"reasoning\":\"c\",\"reasoning_content\":null}},{\"message\":{}}],"
                        + "\"usage\":{\"total_tokens\":7}}"));
        assertEquals("m", reply.model());
        assertEquals("a", text(reply.first().content()));
        assertEquals(7, reply.usage().total().getAsLong());
        assertEquals("b", text(reply.first().reasoning()));
        assertEquals("reasoning_content", reply.first().reasoningName());
        assertEquals("c", text(reply.choices().get(1).reasoning()));
        assertEquals("reasoning", reply.choices().get(1).reasoningName());
        assertNull(reply.choices().get(2).reasoningName());
    }

    @Test
    void refusesAStoredLineThatIsNoReply() {
        assertEquals(
                "no_choices",
                assertThrows(MalformedReplyException.class, () -> ChatReply.parse(utf8("{\"choices\":[]}")))
                        .type());
        MalformedReplyException error =
                assertThrows(MalformedReplyException.class, () -> ChatReply.parse(utf8("{\"error\":{\"code\":7}}")));
        assertEquals("error_in_response", error.type());
        assertEquals("there is an error in place of a chat completion: {\"code\":7}", error.getMessage());
    }

    @Test
    void refusesJsonThatWouldSpoilTheUsersFile() {
        assertInvalid(message("\"content\":\"a\nb\"" + ",\"role\":\"assistant\""));
        assertInvalid(message("\"content\":\"a\\xb\"" + ",\"role\":\"assistant\""));
        assertInvalid(message("\"content\":'a'" + ",\"role\":\"assistant\""));
        assertInvalid(message("\"content\":NaN" + ",\"role\":\"assistant\""));
        assertInvalid(message("\"x\":" + "[".repeat(2_000) + "]".repeat(2_000) + ",\"role\":\"assistant\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff", "c328", "80", "e282", "c080", "eda080", "f8888080"})
    void refusesWhatIsNotUtf8(String hex) {
        byte[] bytes = message("\"content\":\"a????????b\"").getBytes(StandardCharsets.ISO_8859_1);
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf('?');
        for (int i = 0; i < hex.length() / 2; i++) {
            bytes[at + i] = (byte) Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
        }
        MalformedReplyException failure =
                assertThrows(MalformedReplyException.class, () -> ReplyParser.parse(bytes, bytes.length));
        assertEquals("invalid_body", failure.type());
    }

    private static String message(String members) {
        return "{\"choices\":[{\"message\":{" + members + "}}]}";
    }

    private static String usage(String value) {
        return "{\"usage\":" + value + ",\"choices\":[{\"message\":{\"content\":\"a\"}}]}";
    }

    private static ChatReply parse(String body) throws MalformedReplyException {
        return assertInstanceOf(ReplyParser.Parsed.Reply.class, ReplyParser.parse(utf8(body), utf8(body).length))
                .reply();
    }

    private static @Nullable JsonSpan error(String body) throws MalformedReplyException {
        return ReplyParser.parse(utf8(body), utf8(body).length) instanceof ReplyParser.Parsed.Refusal error
                ? error.error()
                : null;
    }

    private static String text(@Nullable JsonSpan span) {
        return span == null ? "(none)" : span.text();
    }

    private static void assertInvalid(String body) {
        MalformedReplyException failure = assertThrows(
                MalformedReplyException.class, () -> ReplyParser.parse(utf8(body), utf8(body).length), body);
        assertEquals("invalid_body", failure.type());
    }

    private static void assertRefused(String type, String message, String body) {
        MalformedReplyException failure =
                assertThrows(MalformedReplyException.class, () -> ReplyParser.parse(utf8(body), utf8(body).length));
        assertEquals(type, failure.type());
        assertEquals(message, failure.getMessage());
    }
}
