package dev.retort.model;

import static dev.retort.model.Replies.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The JSON around the messages. */
final class ChatBodyTest {

    @Test
    void putsModelAndParametersBeforeTheMessages() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("temperature", new BigDecimal("0.60"));
        parameters.put("max_tokens", 1_024);
        parameters.put("seed", new BigInteger("123456789012345678901234567890"));
        parameters.put("top_p", 0.95);
        parameters.put("stop", List.of("\n\n", "é"));
        parameters.put("response_format", Map.of("type", "json_object"));
        parameters.put("user", null);
        parameters.put("stream", false);
        assertEquals(
                "{\"model\":\"a \\\"m\\\"\",\"temperature\":0.60,\"max_tokens\":1024,\"seed\":123456789012345678901234567890,"
                        + "\"top_p\":0.95,\"stop\":[\"\\n\\n\",\"é\"],\"response_format\":{\"type\":\"json_object\"},"
                        + "\"user\":null,\"messages\":[ {\"role\": \"user\"} ],\"stream\":false}",
                body(new ChatBody("a \"m\"", parameters).with(utf8("[ {\"role\": \"user\"} ]"))));
    }

    @Test
    void takesTheMessagesOutOfALargerText() {
        byte[] line = utf8("{\"messages\":[1],\"id\":2}");
        assertEquals("{\"model\":\"m\",\"messages\":[1]}", body(new ChatBody("m", Map.of()).with(line, 12, 15)));
    }

    @Test
    void mergesExtraBodyOverTheRest() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("extra_body", Map.of("chat_template_kwargs", Map.of("enable_thinking", true)));
        parameters.put("n", 2);
        assertEquals(
                "{\"model\":\"m\",\"n\":2,\"chat_template_kwargs\":{\"enable_thinking\":true},\"messages\":[]}",
                body(new ChatBody("m", parameters).with(utf8("[]"))));
        assertEquals(
                "{\"model\":\"other\",\"n\":3,\"messages\":[]}",
                body(new ChatBody("m", Map.of("n", 2, "extra_body", new TreeMap<>(Map.of("model", "other", "n", 3))))
                        .with(utf8("[]"))));
        assertEquals(
                "{\"model\":\"m\",\"messages\":[]}",
                body(new ChatBody("m", Collections.singletonMap("extra_body", null)).with(utf8("[]"))));
    }

    @Test
    void asksForAStreamBehindTheMessages() {
        String asked = "{\"model\":\"m\",\"messages\":[1],\"stream\":true,\"stream_options\":{\"include_usage\":true}}";
        assertEquals(asked, body(new ChatBody("m", Map.of("stream", true)).with(utf8("[1]"))));
        assertEquals(asked, body(new ChatBody("m", Map.of("extra_body", Map.of("stream", true))).with(utf8("[1]"))));
        Map<String, Object> own = new LinkedHashMap<>();
        own.put("stream_options", Map.of("include_usage", false));
        own.put("stream", true);
        own.put("n", 2);
        assertEquals(
                "{\"model\":\"m\",\"n\":2,\"messages\":[1],\"stream\":true,\"stream_options\":{\"include_usage\":false}}",
                body(new ChatBody("m", own).with(utf8("[1]"))));
    }

    @Test
    void streamingIsNoPartOfTheIdentity() {
        for (Map<String, Object> parameters :
                List.<Map<String, Object>>of(Map.of(), Map.of("stream", true), Map.of("stream", false))) {
            ChatRequest request = new ChatBody("m", parameters).with(utf8("[1,2]"));
            assertEquals("{\"model\":\"m\",\"messages\":[1,2]", body(request).substring(0, request.identityLength()));
        }
        assertEquals(2, new ChatRequest(utf8("{}")).identityLength());
        assertThrows(IllegalArgumentException.class, () -> new ChatRequest(utf8("{}"), 3));
    }

    @Test
    void refusesWhatIsNotForParametersToSet() {
        assertRefused("messages cannot be a parameter: they come from each record", Map.of("messages", List.of()));
        assertRefused(
                "messages cannot be a parameter: they come from each record",
                Map.of("extra_body", Map.of("messages", List.of())));
        assertRefused("stream: yes must be true or false", Map.of("stream", "yes"));
        assertRefused("stream: 1 must be true or false", Map.of("extra_body", Map.of("stream", 1)));
        assertRefused("extra_body must be a map of the members to add to each request", Map.of("extra_body", "x"));
    }

    @Test
    void refusesWhatJsonCannotHold() {
        assertRefused(
                "a.b[1]: NaN is not a number that JSON can hold", Map.of("a", Map.of("b", List.of(1, Double.NaN))));
        assertRefused("t: Infinity is not a number that JSON can hold", Map.of("t", Float.POSITIVE_INFINITY));
        assertRefused("t: a Object cannot be sent as JSON", Map.of("t", new Object()));
    }

    private static void assertRefused(String message, Map<String, ?> parameters) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> new ChatBody("m", parameters))
                        .getMessage());
    }

    private static String body(ChatRequest request) {
        return new String(request.body(), StandardCharsets.UTF_8);
    }
}
