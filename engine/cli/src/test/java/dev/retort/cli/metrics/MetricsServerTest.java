package dev.retort.cli.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsServerTest {

    private final HttpClient client = HttpClient.newHttpClient();
    private final MetricsServer server;

    MetricsServerTest() throws IOException {
        server = MetricsServer.open(anyPort(), () -> "retort_run_info 1\n");
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private HttpResponse<String> send(String method, URI page) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(page)
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void servesThePageAndNothingElse() throws Exception {
        HttpResponse<String> page = send("GET", server.page());
        assertEquals(200, page.statusCode());
        assertEquals("retort_run_info 1\n", page.body());
        assertEquals(
                "text/plain; version=0.0.4; charset=utf-8",
                page.headers().firstValue("Content-Type").orElseThrow());
        assertEquals(200, send("GET", URI.create(server.page() + "?a=b")).statusCode());
        assertEquals("", send("HEAD", server.page()).body());
        assertEquals(405, send("POST", server.page()).statusCode());
        assertEquals(404, send("GET", server.page().resolve("/")).statusCode());
        assertEquals(404, send("GET", server.page().resolve("/metricsandmore")).statusCode());
    }

    @Test
    void theAddressCanBePasted() {
        assertTrue(server.page().toString().matches("http://127\\.0\\.0\\.1:\\d+/metrics"), server.page()::toString);
    }

    @Test
    void aPortThatIsTakenIsTold() {
        InetSocketAddress taken = new InetSocketAddress(
                InetAddress.getLoopbackAddress(), server.page().getPort());
        assertThrows(IOException.class, () -> MetricsServer.open(taken, () -> ""));
    }

    @Test
    void nobodyListensOnceItIsClosed() {
        server.close();
        assertThrows(ConnectException.class, () -> send("GET", server.page()));
    }
}
