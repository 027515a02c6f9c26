package dev.retort.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server with a certificate that nobody vouches for. */
final class TlsTest {

    private static final String PASSWORD = "password";

    @Test
    void namesACertificateThatIsNotTrusted(@TempDir Path folder) throws Exception {
        try (MockWebServer server = new MockWebServer()) {
            server.useHttps(selfSigned(folder).getSocketFactory());
            server.start();
            Endpoint endpoint = Endpoint.open(URI.create("https://127.0.0.1:" + server.getPort() + "/v1"));
            try (ChatClient client = ChatClient.open(endpoint, Replies.single(), AttemptListener.NONE)) {
                ChatResult.Failure failure = assertInstanceOf(ChatResult.Failure.class, client.send(Replies.REQUEST));
                assertEquals(FailureClass.RUN, failure.kind());
                assertEquals("tls_certificate", failure.type());
                assertTrue(
                        failure.message()
                                .startsWith("the certificate of 127.0.0.1:" + server.getPort() + " is not trusted: "),
                        failure.message());
            }
        }
    }

    private static SSLContext selfSigned(Path folder) throws Exception {
        Path store = folder.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-keystore",
                        store.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, keytool.waitFor(), said);
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
