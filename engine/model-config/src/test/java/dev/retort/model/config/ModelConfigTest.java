package dev.retort.model.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retort.model.AttemptListener;
import dev.retort.model.ChatResult;
import dev.retort.model.EndpointStats;
import dev.retort.spi.Fault;
import dev.retort.spi.Secret;
import dev.retort.spi.TaskException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelConfigTest {

    private static final byte[] HELLO = "[{\"role\":\"user\",\"content\":\"hello\"}]".getBytes(StandardCharsets.UTF_8);

    private static ClientConfig client(String baseUrl) {
        return new ClientConfig(
                baseUrl,
                Optional.empty(),
                Duration.ofSeconds(20),
                Duration.ofSeconds(5),
                Optional.empty(),
                Optional.empty(),
                0,
                Duration.ofSeconds(1),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                true,
                List.of(),
                Duration.ofSeconds(60),
                Duration.ofHours(4));
    }

    private static ModelConfig simulated(SimulationConfig simulation) {
        ChatConfig chat = new ChatConfig("tiny", Optional.empty(), Optional.empty(), Optional.empty(), Map.of());
        return new ModelConfig(client("simulated"), chat, Optional.empty(), Optional.of(simulation));
    }

    @Test
    void refusesWhatIsNoEndpoint() {
        for (String url : List.of("api.example.com/v1", "ftp://example.com", "https://", "http://a b/", "simulate")) {
            assertTrue(
                    assertThrows(IllegalArgumentException.class, () -> client(url))
                            .getMessage()
                            .startsWith(
                                    "'base_url' must be an http or https URL such as https://api.openai.com/v1, or the"
                                            + " word simulated; found "),
                    url);
        }
    }

    @Test
    void refusesCredentialsAndFragmentsInTheUrl() {
        assertEquals(
                "'base_url' must not carry a user name or password; use api_key",
                assertThrows(IllegalArgumentException.class, () -> client("https://me:pass@example.com/v1"))
                        .getMessage());
        assertEquals(
                "'base_url' must not hold a fragment (the part from # on)",
                assertThrows(IllegalArgumentException.class, () -> client("https://example.com/v1#top"))
                        .getMessage());
    }

    @Test
    void takesHostsAndQueriesThatAreUncommon() {
        assertEquals(
                "http://model_server:8000/v1",
                client("http://model_server:8000/v1").baseUrl());
        assertEquals(
                "https://a.example/v1?api-version=2",
                client("https://a.example/v1?api-version=2").baseUrl());
    }

    @Test
    void sendsItsKeysInTheirOrder() {
        Map<String, Object> others = new LinkedHashMap<>();
        others.put("top_p", 0.9);
        others.put("stop", List.of("a"));
        ChatConfig chat = new ChatConfig("m", Optional.of(0.6), Optional.of(16), Optional.of(false), others);
        assertEquals(
                List.of("temperature", "max_tokens", "top_p", "stop"),
                new ArrayList<>(chat.parameters().keySet()));
    }

    @Test
    void refusesMessagesAmongTheParameters() {
        assertEquals(
                "'messages' comes from the records and must not stand here",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new ChatConfig(
                                        "m",
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Map.of("messages", List.of())))
                        .getMessage());
    }

    @Test
    void startsTheSimulatedModelAndSaysWhatItIs() throws Exception {
        ModelConfig config = simulated(new SimulationConfig("0ms", 0, Optional.empty(), 0));
        assertEquals("tiny (built-in simulation on 127.0.0.1, no real model)", Model.describe(config));
        try (Model model = Model.open(config, 2, AttemptListener.NONE, path -> path)) {
            ChatResult result = model.client().send(model.body().with(HELLO));
            assertTrue(result instanceof ChatResult.Answer, result.toString());
        }
    }

    @Test
    void answersFromARepliesFile(@TempDir Path directory) throws Exception {
        Files.writeString(directory.resolve("replies.jsonl"), "{\"contains\":\"hello\",\"reply\":\"good day\"}\n");
        ModelConfig config = simulated(new SimulationConfig("0ms", 0, Optional.of(Path.of("replies.jsonl")), 0));
        try (Model model = Model.open(config, 1, AttemptListener.NONE, directory::resolve)) {
            ChatResult.Answer answer =
                    (ChatResult.Answer) model.client().send(model.body().with(HELLO));
            assertEquals("good day", answer.reply().first().content().text());
        }
    }

    @Test
    void refusesADamagedRepliesFile(@TempDir Path directory) throws Exception {
        Files.writeString(directory.resolve("replies.jsonl"), "nonsense\n");
        ModelConfig config = simulated(new SimulationConfig("0ms", 0, Optional.of(Path.of("replies.jsonl")), 0));
        TaskException refused = assertThrows(
                TaskException.class, () -> Model.open(config, 1, AttemptListener.NONE, directory::resolve));
        assertEquals(Fault.CONFIGURATION, refused.fault());
        assertTrue(refused.getMessage().contains("replies.jsonl"), refused.getMessage());
    }

    @Test
    void refusesAKeyThatCannotBeSentWithoutShowingIt() {
        ClientConfig withKey = new ClientConfig(
                "https://example.com/v1",
                Optional.of(Secret.of("K", "tiger\nlily")),
                Duration.ofSeconds(20),
                Duration.ofSeconds(5),
                Optional.empty(),
                Optional.empty(),
                0,
                Duration.ofSeconds(1),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                true,
                List.of(),
                Duration.ofSeconds(60),
                Duration.ofHours(4));
        ChatConfig chat = new ChatConfig("m", Optional.empty(), Optional.empty(), Optional.empty(), Map.of());
        ModelConfig config = new ModelConfig(withKey, chat, Optional.empty(), Optional.empty());
        TaskException refused =
                assertThrows(TaskException.class, () -> Model.open(config, 1, AttemptListener.NONE, path -> path));
        assertTrue(!refused.getMessage().contains("tiger"), refused.getMessage());
    }

    @Test
    void refusesTheSimulatedModelAsAFurtherEndpoint() {
        assertEquals(
                "'base_url: simulated' cannot stand in 'endpoints'; it is only for client_config.base_url",
                assertThrows(IllegalArgumentException.class, () -> further("simulated", Optional.empty()))
                        .getMessage());
        assertEquals(
                "'endpoints' have no effect with base_url: \"simulated\"; remove them, or name a real base_url",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> several("simulated", further("https://b.example/v1", Optional.empty())))
                        .getMessage());
    }

    @Test
    void refusesBudgetsThatAllowNothing() {
        assertEquals(
                "rpm must be a number above 0, found 0.0",
                assertThrows(IllegalArgumentException.class, () -> further("https://b.example/v1", Optional.of(0.0)))
                        .getMessage());
    }

    @Test
    void opensAClientForAllEndpoints() throws Exception {
        ClientConfig client = several(
                "https://a.example/v1",
                further("https://a.example/v1", Optional.of(500.0)),
                further("https://b.example/v1", Optional.empty()));
        ChatConfig chat = new ChatConfig("m", Optional.empty(), Optional.empty(), Optional.empty(), Map.of());
        ModelConfig config = new ModelConfig(client, chat, Optional.empty(), Optional.empty());
        assertEquals("m at https://a.example/v1 and 2 more endpoints", Model.describe(config));
        try (Model model = Model.open(config, 64, AttemptListener.NONE, path -> path)) {
            assertEquals(
                    List.of("https://a.example/v1", "https://a.example/v1#2", "https://b.example/v1"),
                    model.client().stats().endpoints().stream()
                            .map(EndpointStats::shown)
                            .toList());
            assertEquals(64, model.client().stats().limit());
        }
    }

    private static EndpointSection further(String url, Optional<Double> rpm) {
        return new EndpointSection(
                url,
                Optional.of(Secret.of("K", "tiger-lily")),
                Optional.empty(),
                rpm,
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    private static ClientConfig several(String url, EndpointSection... endpoints) {
        return new ClientConfig(
                url,
                Optional.empty(),
                Duration.ofSeconds(20),
                Duration.ofSeconds(5),
                Optional.empty(),
                Optional.empty(),
                0,
                Duration.ofSeconds(1),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                true,
                List.of(endpoints),
                Duration.ofSeconds(60),
                Duration.ofHours(4));
    }
}
