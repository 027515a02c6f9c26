package dev.retort.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class ScriptedModelTest {

    @Test
    void answersWhatTheScriptSays() throws Exception {
        try (ScriptedModel model = ScriptedModel.start(request -> request.number() == 1
                ? ScriptedModel.Reply.error(429, "rate_limit", "slow down")
                : ScriptedModel.Reply.saying("a \"quoted\"\nword"))) {
            URI uri = URI.create(model.baseUrl() + "/chat/completions");
            HttpClient client = HttpClient.newHttpClient();
            HttpRequest request = HttpRequest.newBuilder(uri)
                    .POST(HttpRequest.BodyPublishers.ofString("{}"))
                    .build();
            assertEquals(
                    429,
                    client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode());
            HttpResponse<String> second = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertEquals(200, second.statusCode());
            assertTrue(second.body().contains("\"content\":\"a \\\"quoted\\\"\\nword\""), second.body());
            assertEquals(2, model.requests().size());
            assertEquals("/v1/chat/completions", model.requests().get(0).path());
        }
    }
}
