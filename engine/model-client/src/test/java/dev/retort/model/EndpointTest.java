package dev.retort.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where requests go, and what must not be shown of it. */
final class EndpointTest {

    @ParameterizedTest
    @CsvSource({
        "https://api.example.com/v1, https://api.example.com/v1/chat/completions",
        "https://api.example.com/v1/, https://api.example.com/v1/chat/completions",
        "https://api.example.com/v1//, https://api.example.com/v1/chat/completions",
        "http://127.0.0.1:8000, http://127.0.0.1:8000/chat/completions",
        "http://[::1]:8000/v1, http://[::1]:8000/v1/chat/completions",
        "http://vllm_server:8000/v1, http://vllm_server:8000/v1/chat/completions",
        "https://x.example.com/deployments/d?api-version=2024-10-21, https://x.example.com/deployments/d/chat/completions?api-version=2024-10-21",
    })
    void addsThePath(URI base, URI expected) {
        assertEquals(expected, Endpoint.open(base).chatCompletions());
        assertEquals(
                expected.toString(),
                RequestHead.of(Endpoint.open(base), "t").request().url().toString());
    }

    @Test
    void showsNoCredential() {
        Endpoint endpoint = new Endpoint(
                URI.create("https://api.example.com/v1?key=hidden"),
                Optional.of(() -> "hidden"),
                Map.of("X-Key", "hidden"));
        assertEquals("Endpoint[https://api.example.com/v1, key ***, headers [X-Key]]", endpoint.toString());
        assertEquals(
                "Endpoint[http://127.0.0.1:8000/v1, no key]",
                Endpoint.open(URI.create("http://127.0.0.1:8000/v1")).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"api.example.com/v1", "ftp://api.example.com", "localhost:8000", "", "/v1"})
    void refusesAUrlWithoutHttp(String url) {
        assertRefused(url, "base_url must start with http:// or https://, such as https://api.example.com/v1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http:///v1", "http:v1", "https:/v1", "http://:8000/v1", "http://a:99999/v1"})
    void refusesAUrlWithoutHost(String url) {
        assertRefused(
                url, "base_url names no host, or no port from 1 to 65535; write it like https://api.example.com/v1");
    }

    @Test
    void refusesWhatDoesNotBelongInIt() {
        assertRefused(
                "https://user:pass@api.example.com/v1",
                "base_url must not hold a user name or password; give the key as api_key");
        assertRefused(
                "https://user:pass@api_host/v1",
                "base_url must not hold a user name or password; give the key as api_key");
        assertRefused("https://api.example.com/v1#a", "base_url must not hold a fragment (the part from # on)");
        assertRefused(
                "https://api.example.com/v1/chat/completions",
                "base_url must end before /chat/completions, which is added to it");
    }

    @Test
    void refusesAKeyThatWouldInjectAHeader() {
        Endpoint endpoint = Endpoint.withKey(URI.create("http://h/v1"), () -> "secret\r\nX-Evil: 1");
        String message = refusal(endpoint);
        assertEquals("api_key contains a line break (character 7 of 17); remove it", message);
        assertFalse(message.contains("secret"));
    }

    @Test
    void refusesAKeyThatAHeaderCannotCarry() {
        assertEquals(
                "api_key contains a character that a header cannot carry (character 3 of 6)",
                refusal(Endpoint.withKey(URI.create("http://h/v1"), () -> "seécret".substring(0, 6))));
        assertEquals(
                "api_key is empty; leave it out for a server that needs none",
                refusal(Endpoint.withKey(URI.create("http://h/v1"), () -> " ")));
    }

    @Test
    void refusesHeadersThatAreNone() {
        assertEquals(
                "the header X-Team contains a line break (character 2 of 3); remove it",
                refusal(header("X-Team", "a\nb")));
        assertEquals("a header's name must be made of letters, digits and hyphens", refusal(header("X Team", "a")));
        assertEquals(
                "the header Content-Length is set by the client itself; leave it out",
                refusal(header("Content-Length", "1")));
    }

    @Test
    void letsAHeaderReplaceTheClientsOwn() {
        Endpoint endpoint = new Endpoint(
                URI.create("http://h/v1"),
                Optional.of(() -> "k"),
                Map.of("authorization", "Token t", "user-agent", "mine"));
        assertEquals("Token t", RequestHead.of(endpoint, "retort").request().header("Authorization"));
        assertEquals("mine", RequestHead.of(endpoint, "retort").request().header("User-Agent"));
    }

    private static Endpoint header(String name, String value) {
        return new Endpoint(URI.create("http://h/v1"), Optional.empty(), Map.of(name, value));
    }

    private static String refusal(Endpoint endpoint) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> open(endpoint))
                .getMessage());
    }

    private static void open(Endpoint endpoint) {
        ChatClient.open(endpoint, ClientSettings.of(1), AttemptListener.NONE).close();
    }

    private static void assertRefused(String url, String message) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> Endpoint.open(URI.create(url)))
                        .getMessage());
    }
}
