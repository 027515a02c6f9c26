package dev.retort.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retort.simulator.RawClient.Answer;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RepliesTest {

    private static final Behaviour SHORTEST = Behaviour.defaults().withReplyLength(ReplyLength.parse("1"));

    @Test
    void answersAsAChatCompletion() throws IOException {
        try (SimulatedModel model =
                SimulatedModel.start(SHORTEST, 0, () -> Instant.ofEpochSecond(1_770_000_000), Tolerance.usual())) {
            Answer answer = RawClient.ask(model, RawClient.chat("say \\\"hi\\\"\\nto all"));

            assertEquals("HTTP/1.1 200 OK", answer.statusLine());
            assertEquals("true", answer.fields().get("x-simulated"));
            assertEquals("sim-000000000000", answer.fields().get("x-request-id"));
            assertEquals("Mon, 02 Feb 2026 02:40:00 GMT", answer.fields().get("date"));
            assertEquals("application/json", answer.fields().get("content-type"));
            String id = content(answer).substring(16, 24);
            assertEquals(
                    "{\"id\":\"chatcmpl-sim-000000000000\",\"object\":\"chat.completion\",\"created\":1770000000,\"model\":\"m\","
                            + "\"system_fingerprint\":\"simulated\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\","
                            + "\"content\":\"Simulated reply " + id
                            + " to \\\"say \\\"hi\\\" to all\\\": no model was asked.\"},"
                            + "\"logprobs\":null,\"finish_reason\":\"stop\"}],"
                            + "\"usage\":{\"prompt_tokens\":4,\"completion_tokens\":18,\"total_tokens\":22}}",
                    answer.body());
        }
    }

    @Test
    void sameSeedGivesTheSameTextAndAnotherSeedAnother() throws IOException {
        String first = contentFrom(Behaviour.defaults(), RawClient.QUESTION);

        assertEquals(first, contentFrom(Behaviour.defaults(), RawClient.QUESTION));
        assertNotEquals(first, contentFrom(Behaviour.defaults().withSeed(1), RawClient.QUESTION));
        assertNotEquals(first, contentFrom(Behaviour.defaults(), RawClient.chat("What is it?")));
    }

    @Test
    void textDependsOnTheLastUserMessageAloneAndOnTheRound() throws IOException {
        String user = "{\"role\":\"user\",\"content\":\"What is distillation?\"}";
        String plain = contentFrom(Behaviour.defaults(), messages(user));

        assertEquals(
                plain, contentFrom(Behaviour.defaults(), messages("{\"role\":\"system\",\"content\":\"x\"}", user)));
        assertEquals(
                plain,
                contentFrom(
                        Behaviour.defaults(),
                        messages("{\"content\":[{\"type\":\"text\",\"text\":\"What is distillation?\"},"
                                + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:,\"}}],\"role\":\"user\"}")));
        assertNotEquals(
                plain,
                contentFrom(
                        Behaviour.defaults(), messages("{\"role\":\"assistant\",\"content\":null,\"x\":[{}]}", user)));
    }

    @Test
    void lengthFollowsTheDistribution() throws IOException {
        for (int tokens : List.of(30, 200, 5_000)) {
            Behaviour behaviour = Behaviour.defaults().withReplyLength(ReplyLength.parse(tokens + ""));
            int length = contentFrom(behaviour, RawClient.QUESTION).length() / 4;

            assertTrue(Math.abs(length - tokens) <= 8, tokens + " asked, got " + length);
        }
    }

    @Test
    void endsWithLengthWhenFewerTokensAreAllowed() throws IOException {
        try (SimulatedModel model = SimulatedModel.start(Behaviour.defaults(), 0)) {
            for (String member : List.of("max_tokens", "max_completion_tokens")) {
                Answer answer = RawClient.ask(model, withMember("\"" + member + "\":3"));

                assertEquals("Simulated re", content(answer));
                assertTrue(answer.body().contains("\"finish_reason\":\"length\""), answer.body());
                assertTrue(answer.body().contains("\"completion_tokens\":3,"), answer.body());
            }
            Answer enough = RawClient.ask(model, withMember("\"max_tokens\":100000,\"temperature\":0.6"));
            assertTrue(enough.body().contains("\"finish_reason\":\"stop\""), enough.body());
        }
    }

    @Test
    void givesAsManyChoicesAsAskedFor() throws IOException {
        try (SimulatedModel model = SimulatedModel.start(SHORTEST, 0)) {
            Answer answer = RawClient.ask(model, withMember("\"n\":3"));
            List<String> contents = Pattern.compile("\"content\":\"Simulated reply (\\w+)")
                    .matcher(answer.body())
                    .results()
                    .map(found -> found.group(1))
                    .toList();

            assertEquals(3, contents.stream().distinct().count(), answer.body());
            assertTrue(answer.body().contains("{\"index\":2,"), answer.body());
        }
    }

    @Test
    void quotesOnlyTheBeginningOfALongQuestionAndNeverHalfACharacter() throws IOException {
        String opening = contentFrom(SHORTEST, RawClient.chat("x".repeat(31) + "\uD83D\uDE00 and so on"));

        assertTrue(opening.contains(" to \\\"" + "x".repeat(31) + "...\\\":"), opening);
        assertTrue(contentFrom(SHORTEST, RawClient.chat("\uD83D\uDE00 \\ud800 ä €"))
                .contains("\"\uD83D\uDE00 \uFFFD ä €\\"));
    }

    @Test
    void countsTokensAsFourBytesEach() throws IOException {
        try (SimulatedModel model = SimulatedModel.start(Behaviour.defaults(), 0)) {
            Answer answer = RawClient.ask(model, RawClient.chat("a€\uD83D\uDE00ä"));

            assertTrue(answer.body().contains("\"prompt_tokens\":3,"), answer.body());
            assertEquals(3, model.statistics().promptTokens());
        }
    }

    @Test
    void tellsHowMuchOfThePromptCameBefore() throws IOException {
        String system = "{\"role\":\"system\",\"content\":\"" + "s".repeat(40) + "\"}";
        String first = messages(system, "{\"role\":\"user\",\"content\":\"one one!\"}");
        String second = messages(system, "{\"role\":\"user\",\"content\":\"two two!\"}");
        try (SimulatedModel model = SimulatedModel.start(SHORTEST.withPromptCache(true), 0)) {
            assertEquals(0, cached(model, first));
            assertEquals(10, cached(model, second));
            assertEquals(12, cached(model, first));
            assertEquals(0, cached(model, messages("{\"role\":\"user\",\"content\":\"one one!\"}")));
        }
        try (SimulatedModel model = SimulatedModel.start(SHORTEST, 0)) {
            assertTrue(!RawClient.ask(model, first).body().contains("cached_tokens"));
        }
    }

    private static int cached(SimulatedModel model, String body) throws IOException {
        Matcher found = Pattern.compile("\"prompt_tokens_details\":\\{\"cached_tokens\":(\\d+)}")
                .matcher(RawClient.ask(model, body).body());
        assertTrue(found.find());
        return Integer.parseInt(found.group(1));
    }

    @Test
    void listsItsModel() throws IOException {
        try (SimulatedModel model = SimulatedModel.start(Behaviour.defaults().withModel("my \"m\""), 0);
                RawClient client = new RawClient(model)) {
            assertEquals(
                    "{\"object\":\"list\",\"data\":[{\"id\":\"my \\\"m\\\"\",\"object\":\"model\",\"created\":0,"
                            + "\"owned_by\":\"retort-simulator\"}]}",
                    client.send("GET /v1/models HTTP/1.1\r\nHost: x\r\n\r\n")
                            .read()
                            .body());
        }
    }

    @Test
    void tellsItsFigures() throws IOException {
        try (SimulatedModel model = SimulatedModel.start(SHORTEST, 0);
                RawClient client = new RawClient(model)) {
            client.send(RawClient.post(RawClient.QUESTION)).read();
            client.send(RawClient.post("{}")).read();
            String body =
                    client.send("GET /stats HTTP/1.1\r\nHost: x\r\n\r\n").read().body();

            assertEquals(
                    "{\"requests\":2,\"answered\":1,\"prompt_tokens\":6,\"completion_tokens\":19,\"faults\":{\"rate_limited\":0,"
                            + "\"server_error\":0,\"overloaded\":0,\"bad_gateway\":0,\"reset_before_reply\":0,"
                            + "\"reset_during_reply\":0,\"truncated_body\":0,\"malformed_json\":0,\"error_in_ok\":0,"
                            + "\"hang\":0,\"context_length_exceeded\":0},\"over_limit\":0,\"over_rate\":0,\"out_of_quota\":0,"
                            + "\"unauthorized\":0,\"invalid\":1,\"abandoned\":0,\"in_flight\":0,\"most_in_flight\":1,"
                            + "\"connections\":1,\"connections_accepted\":1}",
                    body);
            assertEquals(body, model.statistics().toJson());
            assertEquals(1, model.statistics().refused());
            assertEquals(0, model.statistics().faulted());
        }
    }

    private static String withMember(String member) {
        return "{" + member + "," + RawClient.QUESTION.substring(1);
    }

    private static String messages(String... messages) {
        return "{\"model\":\"m\",\"messages\":[" + String.join(",", messages) + "]}";
    }

    private static String contentFrom(Behaviour behaviour, String body) throws IOException {
        try (SimulatedModel model = SimulatedModel.start(behaviour, 0)) {
            return content(RawClient.ask(model, body));
        }
    }

    private static String content(Answer answer) {
        Matcher content = Pattern.compile("\"content\":\"(.*)\"},\"logprobs\"").matcher(answer.body());
        assertTrue(content.find(), answer.body());
        return content.group(1);
    }
}
