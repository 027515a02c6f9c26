package dev.retort.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retort.simulator.RawClient.Answer;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileClientsTest {

    private static final String CHAT = "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\n";

    private SimulatedModel model;

    @BeforeEach
    void start() throws IOException {
        model = SimulatedModel.start(Behaviour.defaults(), 0);
    }

    @AfterEach
    void stillServesAndEnds() throws IOException {
        assertEquals(200, RawClient.ask(model, RawClient.QUESTION).status());
        assertTrue(model.failure().isEmpty());
        model.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | this is no HTTP request | \\x16\\x03\\x01",
                "400 | the request line must be METHOD PATH HTTP/1.1 | GET\\r\\n\\r\\n",
                "400 | the request line must be METHOD PATH HTTP/1.1 | G(T / HTTP/1.1\\r\\n\\r\\n",
                "400 | the path must begin with / | GET x HTTP/1.1\\r\\n\\r\\n",
                "400 | HTTP/1.1 and HTTP/1.0 are spoken here | GET / FTP/1.1\\r\\n\\r\\n",
                "505 | HTTP/1.1 and HTTP/1.0 are spoken here | GET / HTTP/2.0\\r\\n\\r\\n",
                "400 | the Host field is missing | GET /stats HTTP/1.1\\r\\n\\r\\n",
                "400 | the Host field is there twice | GET /stats HTTP/1.1\\r\\nHost: x\\r\\nHost: x\\r\\n\\r\\n",
                "400 | a header field must be Name: value | GET / HTTP/1.1\\r\\nHost : x\\r\\n\\r\\n",
                "400 | a header field must be Name: value | GET / HTTP/1.1\\r\\nHost: x\\r\\n folded\\r\\n\\r\\n",
                "400 | lines end with CR LF and hold no control characters | GET / HTTP/1.1\\r\\nHost: x\\n\\r\\n\\r\\n",
                "400 | lines end with CR LF and hold no control characters | GET / HTTP/1.1\\r\\nHost: \\x00\\r\\n\\r\\n",
                "400 | Content-Length must be one whole number | POST / HTTP/1.1\\r\\nContent-Length: -1\\r\\n\\r\\n",
                "400 | Content-Length must be one whole number | POST / HTTP/1.1\\r\\nContent-Length: 1, 1\\r\\n\\r\\n",
                "400 | Content-Length must be one whole number | POST / HTTP/1.1\\r\\nContent-Length: 1\\r\\nContent-Length: 2\\r\\n\\r\\n",
                "413 | the body is larger than 67108864 bytes | POST / HTTP/1.1\\r\\nHost: x\\r\\nContent-Length: 67108865\\r\\n\\r\\n",
                "400 | Content-Length and Transfer-Encoding exclude each other | POST / HTTP/1.1\\r\\nHost: x\\r\\nContent-Length: 1\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n",
                "400 | Transfer-Encoding needs HTTP/1.1 | POST / HTTP/1.0\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n",
                "501 | the only Transfer-Encoding known is chunked, once | POST / HTTP/1.1\\r\\nTransfer-Encoding: gzip\\r\\n\\r\\n",
                "415 | bodies are taken without Content-Encoding only | POST / HTTP/1.1\\r\\nContent-Encoding: gzip\\r\\n\\r\\n",
                "417 | only the expectation 100-continue is known | POST / HTTP/1.1\\r\\nExpect: gold\\r\\n\\r\\n",
                "400 | a chunk begins with its size in hexadecimal digits | POST / HTTP/1.1\\r\\nHost: x\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n-1\\r\\n",
                "400 | a chunk is longer than its size says | POST / HTTP/1.1\\r\\nHost: x\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n1\\r\\nab\\r\\n",
                "400 | a line of the chunked body does not end with CR LF | POST / HTTP/1.1\\r\\nHost: x\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n1\\n",
                "413 | a chunk is too large | POST / HTTP/1.1\\r\\nHost: x\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\nfffffffff\\r\\n",
                "413 | the body is larger than 67108864 bytes | POST / HTTP/1.1\\r\\nHost: x\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n4000001\\r\\n",
            })
    void refusesWhatIsNoHttpAndEndsTheConnection(int status, String message, String request) throws IOException {
        try (RawClient client = new RawClient(model)) {
            Answer answer = client.send(unescaped(request)).read();

            assertEquals(status, answer.status());
            assertEquals(
                    "{\"error\":{\"message\":\"" + message
                            + "\",\"type\":\"invalid_request_error\",\"param\":null,\"code\":null}}",
                    answer.body());
            assertEquals("close", answer.fields().get("connection"));
            assertEquals(-1, client.readByte());
            assertEquals(1, model.statistics().invalid());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "The body must be a JSON object. | null | null | []",
                "There is more text behind the JSON object of the body. | null | null | {\"model\":\"m\",\"messages\":[{\"role\":\"user\"}]} {}",
                "You must provide a model parameter. | \"model\" | null | {}",
                "'model' must be a string. | \"model\" | \"invalid_type\" | {\"model\":1}",
                "Missing required parameter: 'messages'. | \"messages\" | \"missing_required_parameter\" | {\"model\":\"m\"}",
                "'messages' must be an array. | \"messages\" | \"invalid_value\" | {\"messages\":{}}",
                "'messages' must hold at least one message. | \"messages\" | \"invalid_value\" | {\"messages\":[]}",
                "'messages[0]' must be an object. | \"messages\" | \"invalid_value\" | {\"messages\":[\"x\"]}",
                "'messages[1].role' must be system, developer, user, assistant, tool or function. | \"messages\" | \"invalid_value\" | {\"messages\":[{\"role\":\"user\"},{\"role\":\"human\"}]}",
                "'messages[0].content' must be a string or an array of parts. | \"messages\" | \"invalid_value\" | {\"messages\":[{\"content\":1}]}",
                "'messages[0].content' must hold objects. | \"messages\" | \"invalid_value\" | {\"messages\":[{\"content\":[1]}]}",
                "'n' must be a whole number from 1 to 128. | \"n\" | \"invalid_value\" | {\"n\":129}",
                "'max_tokens' must be a whole number from 1 to 2147483647. | \"max_tokens\" | \"invalid_value\" | {\"max_tokens\":0}",
                "'max_tokens' must be a whole number from 1 to 2147483647. | \"max_tokens\" | \"invalid_value\" | {\"max_tokens\":1.5}",
                "'stream' must be true or false. | \"stream\" | \"invalid_type\" | {\"stream\":\"yes\"}",
                "'stream_options' must be an object. | \"stream_options\" | \"invalid_type\" | {\"stream_options\":true}",
                "'logprobs' must be true or false. | \"logprobs\" | \"invalid_type\" | {\"logprobs\":5}",
                "'top_logprobs' must be a whole number from 1 to 20. | \"top_logprobs\" | \"invalid_value\" | {\"top_logprobs\":21}",
            })
    void refusesAWrongBodyAndKeepsTheConnection(String message, String param, String code, String body)
            throws IOException {
        try (RawClient client = new RawClient(model)) {
            Answer answer = client.send(RawClient.post(body)).read();

            assertEquals(400, answer.status());
            assertEquals(
                    "{\"error\":{\"message\":\"" + message + "\",\"type\":\"invalid_request_error\",\"param\":" + param
                            + ",\"code\":" + code + "}}",
                    answer.body());
            assertEquals(
                    200, client.send(RawClient.post(RawClient.QUESTION)).read().status());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{\"model\":\"m\"",
                "{\"model\":\"\n\"}",
                "{'a':1}",
                "{\"n\":99999999999999999999}",
                "nul"
            })
    void refusesWhatIsNoJson(String body) throws IOException {
        Answer answer = RawClient.ask(model, body);

        assertEquals(400, answer.status());
        assertTrue(answer.body().contains("\"type\":\"invalid_request_error\""), answer.body());
    }

    @Test
    void refusesJsonThatIsTooDeep() throws IOException {
        Answer answer = RawClient.ask(model, "{\"x\":" + "[".repeat(100_000));

        assertEquals(400, answer.status());
        assertTrue(answer.body().contains("The body is not valid JSON: Document nesting depth"), answer.body());
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /, 404, 'There is no / here; POST /v1/chat/completions, GET /v1/models and GET /stats are.'",
        "GET, /v1/chat/completions, 405, The method is not allowed here; use POST.",
        "POST, /v1/models, 405, 'The method is not allowed here; use GET, HEAD.'",
        "BREW, /stats, 405, 'The method is not allowed here; use GET, HEAD.'",
    })
    void refusesOtherPathsAndMethodsAndKeepsTheConnection(String method, String path, int status, String message)
            throws IOException {
        try (RawClient client = new RawClient(model)) {
            Answer answer = client.send(method + " " + path + " HTTP/1.1\r\nHost: x\r\n\r\n")
                    .read();

            assertEquals(status, answer.status());
            assertTrue(answer.body().contains("\"message\":\"" + message + "\""), answer.body());
            assertEquals(
                    200, client.send(RawClient.post(RawClient.QUESTION)).read().status());
        }
    }

    @Test
    void refusesEndlessHeads() throws IOException {
        try (RawClient client = new RawClient(model)) {
            assertEquals(
                    431, client.send(CHAT + "X: " + "x".repeat(40_000)).read().status());
        }
        try (RawClient client = new RawClient(model)) {
            assertEquals(
                    431,
                    client.send(CHAT + "X: y\r\n".repeat(101) + "\r\n").read().status());
        }
        try (RawClient client = new RawClient(model)) {
            String path = "/" + "x".repeat(9_000);
            assertEquals(
                    414,
                    client.send("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n")
                            .read()
                            .status());
        }
        try (RawClient client = new RawClient(model)) {
            String trailers = "X: y\r\n".repeat(2_000);
            assertEquals(
                    431,
                    client.send(CHAT + "Transfer-Encoding: chunked\r\n\r\n0\r\n" + trailers)
                            .read()
                            .status());
        }
    }

    @Test
    void theRefusalReachesAClientThatGoesOnSending() throws IOException {
        Tolerance patient =
                new Tolerance(Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofSeconds(5), 1 << 20);
        try (SimulatedModel strict = SimulatedModel.start(Behaviour.defaults(), 0, Clock.systemUTC(), patient);
                RawClient client = new RawClient(strict)) {
            client.send(CHAT + "Content-Length: 99999999\r\n\r\n");
            client.send("x".repeat(1 << 20));

            assertEquals(413, client.read().status());
            assertEquals(-1, client.readByte());
        }
    }

    @Test
    void toleratesClientsThatLeaveAtAnyMoment() throws IOException {
        String request = RawClient.post(RawClient.QUESTION);
        for (int cut = 0; cut < request.length(); cut += 7) {
            try (RawClient client = new RawClient(model)) {
                client.send(request.substring(0, cut));
                if (cut % 2 == 0) {
                    client.reset();
                }
            }
        }
        Eventually.holds(() -> model.statistics().connections() == 0);
        assertEquals(0, model.statistics().requests());
    }

    @Test
    void toleratesNoise() throws IOException {
        Random random = new Random(1);
        String alphabet = "GET POST/HTTP/1.1: \r\n\r\n\t{}\"0aF;\u0000ÿ";
        for (int i = 0; i < 300; i++) {
            StringBuilder noise = new StringBuilder(i % 3 == 0 ? CHAT : "");
            random.ints(200, 0, alphabet.length()).forEach(at -> noise.append(alphabet.charAt(at)));
            try (RawClient client = new RawClient(model)) {
                client.send(noise.toString());
            }
        }
        Eventually.holds(() -> model.statistics().connections() == 0);
        assertEquals(0, model.statistics().answered());
    }

    @Test
    void aRequestThatTakesTooLongIsToldSo() throws IOException {
        Tolerance impatient = new Tolerance(Duration.ofMillis(5), Duration.ofMillis(5), Duration.ofSeconds(5), 1 << 20);
        try (SimulatedModel strict = SimulatedModel.start(Behaviour.defaults(), 0, Clock.systemUTC(), impatient);
                RawClient idle = new RawClient(strict);
                RawClient slow = new RawClient(strict)) {
            slow.send("POST /v1/chat");
            Answer answer = slow.read();

            assertEquals(408, answer.status());
            assertTrue(answer.body().contains("The request did not arrive within 5 ms."), answer.body());
            // The client does not close its half: the server does not wait for it for ever.
            Eventually.holds(() -> strict.statistics().connections() == 1);
            assertEquals(
                    200, idle.send(RawClient.post(RawClient.QUESTION)).read().status());
        }
    }

    @Test
    void aClientThatStopsReadingIsGivenUp() throws IOException {
        Tolerance impatient = new Tolerance(Duration.ofMillis(5), Duration.ofMillis(5), Duration.ofSeconds(5), 1 << 20);
        Behaviour behaviour = Behaviour.defaults().withReplyLength(ReplyLength.parse("100000"));
        try (SimulatedModel strict = SimulatedModel.start(behaviour, 0, Clock.systemUTC(), impatient);
                RawClient lazy = new RawClient(strict)) {
            lazy.send(RawClient.post("{\"n\":50," + RawClient.QUESTION.substring(1)));

            Eventually.holds(() -> strict.statistics().connectionsAccepted() == 1
                    && strict.statistics().connections() == 0);
        }
    }

    @Test
    void holdsNoMoreThanItsShareOfTheMemory() throws IOException {
        Tolerance poor = new Tolerance(Duration.ofSeconds(60), Duration.ofSeconds(2), Duration.ofSeconds(5), 1 << 20);
        try (SimulatedModel strict = SimulatedModel.start(Behaviour.defaults(), 0, Clock.systemUTC(), poor);
                RawClient first = new RawClient(strict);
                RawClient second = new RawClient(strict)) {
            String head = CHAT + "Content-Length: 4000000\r\n\r\n";
            first.send(head + "x".repeat(600_000));
            second.send(head + "x".repeat(600_000));
            Eventually.holds(() -> strict.statistics().invalid() > 0);
            assertEquals(200, RawClient.ask(strict, RawClient.QUESTION).status());
            assertTrue(strict.statistics().invalid() <= 2);
        }
    }

    private static String unescaped(String text) {
        return text.replace("\\r", "\r")
                .replace("\\n", "\n")
                .replace("\\x16", "\u0016")
                .replace("\\x03", "\u0003")
                .replace("\\x01", "\u0001")
                .replace("\\x00", "\u0000");
    }
}
