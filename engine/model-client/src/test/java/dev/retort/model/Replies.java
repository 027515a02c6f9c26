package dev.retort.model;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.jspecify.annotations.Nullable;

/** What the tests send and answer. */
final class Replies {

    static final ChatRequest REQUEST =
            new ChatBody("m", Map.of()).with(utf8("[{\"role\":\"user\",\"content\":\"hi\"}]"));

    private Replies() {}

    static String completion(String content) {
        return "{\"id\":\"x\",\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\""
                + content
                + "\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2,\"total_tokens\":5}}";
    }

    static MockResponse answer(int status, String body) {
        return new MockResponse.Builder().code(status).body(body).build();
    }

    static MockResponse ok() {
        return answer(200, completion("hello"));
    }

    static URI url(MockWebServer server) {
        return URI.create("http://127.0.0.1:" + server.getPort() + "/v1");
    }

    static ChatClient client(MockWebServer server, ClientSettings settings) {
        return ChatClient.open(Endpoint.open(url(server)), settings, AttemptListener.NONE);
    }

    /** No retries, one slot. */
    static ClientSettings single() {
        return ClientSettings.of(1).with(RetryPolicy.ofRetries(0));
    }

    /** Retries that follow at once. */
    static RetryPolicy impatient(int retries) {
        return new RetryPolicy(retries, Duration.ofNanos(1), Duration.ofNanos(1), Duration.ofMinutes(10));
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String json(@Nullable JsonSpan span) {
        return span == null ? "(none)" : new String(span.toByteArray(), StandardCharsets.UTF_8);
    }
}
