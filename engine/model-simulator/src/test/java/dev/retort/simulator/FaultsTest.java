package dev.retort.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retort.simulator.RawClient.Answer;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FaultsTest {

    @ParameterizedTest
    @CsvSource({
        "RATE_LIMITED, 429, requests, rate_limit_exceeded",
        "SERVER_ERROR, 500, server_error, null",
        "OVERLOADED, 503, server_error, server_is_overloaded",
        "ERROR_IN_OK, 200, server_error, internal_error",
        "CONTEXT_LENGTH_EXCEEDED, 400, invalid_request_error, context_length_exceeded"
    })
    void answersWithAnErrorBodyAndKeepsTheConnection(FaultKind kind, int status, String type, String code)
            throws IOException {
        try (SimulatedModel model = always(kind);
                RawClient client = new RawClient(model)) {
            for (int i = 1; i <= 3; i++) {
                Answer answer = client.send(RawClient.post(RawClient.QUESTION)).read();

                assertEquals(status, answer.status());
                assertTrue(answer.body().startsWith("{\"error\":{\"message\":\""), answer.body());
                assertTrue(answer.body().contains("\"type\":\"" + type + "\""), answer.body());
                String expected = code.equals("null") ? "null" : "\"" + code + "\"";
                assertTrue(answer.body().endsWith("\"code\":" + expected + "}}"), answer.body());
                assertFalse(answer.body().contains("choices"));
                assertEquals(i, model.statistics().faults().get(kind));
            }
            assertEquals(0, model.statistics().answered());
        }
    }

    @Test
    void rateLimitSaysHowLongToWait() throws IOException {
        Faults faults = Faults.NONE.with(FaultKind.RATE_LIMITED, 1).withRetryAfter(Duration.ofMillis(1_250));
        try (SimulatedModel model = start(faults)) {
            Answer answer = RawClient.ask(model, RawClient.QUESTION);

            assertEquals("2", answer.fields().get("retry-after"));
            assertEquals("1250", answer.fields().get("retry-after-ms"));
        }
        try (SimulatedModel model = start(new Faults(Map.of(FaultKind.RATE_LIMITED, 1.0), Optional.empty()))) {
            Answer answer = RawClient.ask(model, RawClient.QUESTION);

            assertFalse(answer.fields().containsKey("retry-after"));
            assertFalse(answer.fields().containsKey("retry-after-ms"));
        }
    }

    @Test
    void badGatewayIsAPageOfHtml() throws IOException {
        try (SimulatedModel model = always(FaultKind.BAD_GATEWAY)) {
            Answer answer = RawClient.ask(model, RawClient.QUESTION);

            assertEquals(502, answer.status());
            assertEquals("text/html", answer.fields().get("content-type"));
            assertTrue(answer.body().startsWith("<html>\n<head><title>502 Bad Gateway</title>"), answer.body());
        }
    }

    @Test
    void resetBeforeReplySendsNothing() throws IOException {
        try (SimulatedModel model = always(FaultKind.RESET_BEFORE_REPLY);
                RawClient client = new RawClient(model)) {
            client.send(RawClient.post(RawClient.QUESTION));

            assertEquals(
                    "Connection reset",
                    assertThrows(SocketException.class, client::readByte).getMessage());
        }
    }

    @Test
    void resetDuringReplySendsHalfOfTheBody() throws IOException {
        try (SimulatedModel model = always(FaultKind.RESET_DURING_REPLY);
                RawClient client = new RawClient(model)) {
            client.send(RawClient.post(RawClient.QUESTION));

            assertThrows(SocketException.class, () -> {
                int promised = Integer.parseInt(client.readHead().fields().get("content-length"));
                for (int i = 0; i < promised; i++) {
                    assertFalse(client.readByte() < 0, "a reset, not an end");
                }
            });
        }
    }

    @Test
    void truncatedBodyEndsEarlyAndInGoodOrder() throws IOException {
        try (SimulatedModel model = always(FaultKind.TRUNCATED_BODY);
                RawClient client = new RawClient(model)) {
            Answer head = client.send(RawClient.post(RawClient.QUESTION)).readHead();
            int promised = Integer.parseInt(head.fields().get("content-length"));
            int sent = 0;
            while (client.readByte() >= 0) {
                sent++;
            }

            assertEquals(200, head.status());
            assertEquals(promised / 2, sent);
        }
    }

    @Test
    void malformedJsonHasThePromisedLength() throws IOException {
        try (SimulatedModel model = always(FaultKind.MALFORMED_JSON);
                RawClient client = new RawClient(model)) {
            for (int i = 0; i < 2; i++) {
                Answer answer = client.send(RawClient.post(RawClient.QUESTION)).read();

                assertEquals(200, answer.status());
                assertTrue(answer.body().startsWith("{\"id\":"), answer.body());
                assertFalse(answer.body().endsWith("}"), answer.body());
            }
        }
    }

    @Test
    void hangLastsUntilTheClientGivesUp() throws IOException {
        try (SimulatedModel model = always(FaultKind.HANG);
                RawClient client = new RawClient(model);
                RawClient other = new RawClient(model)) {
            client.send(RawClient.post(RawClient.QUESTION));
            other.send(RawClient.post(RawClient.QUESTION));
            Eventually.holds(() -> model.statistics().inFlight() == 2);
            client.endOutput();
            other.reset();

            Eventually.holds(() -> model.statistics().inFlight() == 0);
            assertEquals(2, model.statistics().faults().get(FaultKind.HANG));
            assertEquals(0, model.statistics().abandoned());
        }
    }

    @ParameterizedTest
    @EnumSource(FaultKind.class)
    void ratesComeOut(FaultKind kind) {
        Judge judge = new Judge(Behaviour.defaults().withFaults(Faults.NONE.with(kind, 0.1)));
        Exchange exchange = new Exchange();
        int met = 0;
        for (int i = 0; i < 100_000; i++) {
            exchange.clear();
            exchange.textHash = i;
            judge.judge(exchange);
            judge.over(exchange);
            met += exchange.fault == kind ? 1 : 0;
        }
        assertEquals(10_000, met, 400);
    }

    @Test
    void theSameSeedMeetsTheSameFaultsInTheSameOrder() {
        assertEquals(faultsOf(7), faultsOf(7));
        assertFalse(faultsOf(7).equals(faultsOf(8)));
    }

    @Test
    void aFaultOfTheRecordStaysWithTheRecord() throws IOException {
        try (SimulatedModel model = start(Faults.NONE.with(FaultKind.CONTEXT_LENGTH_EXCEEDED, 0.5));
                RawClient client = new RawClient(model)) {
            for (int record = 0; record < 20; record++) {
                String body = RawClient.chat("record " + record);
                int status = client.send(RawClient.post(body)).read().status();
                for (int attempt = 0; attempt < 3; attempt++) {
                    assertEquals(
                            status, client.send(RawClient.post(body)).read().status());
                }
            }
            assertTrue(model.statistics().answered() > 0);
            assertTrue(model.statistics().faulted() > 0);
        }
    }

    @Test
    void oneRateIsSpreadOverTheFaultsThatARetryGetsPast() {
        Faults mix = Faults.mix(0.2);

        assertEquals(0.08, mix.rate(FaultKind.RATE_LIMITED), 1e-9);
        assertEquals(0.03, mix.rate(FaultKind.SERVER_ERROR), 1e-9);
        assertEquals(0.01, mix.rate(FaultKind.TRUNCATED_BODY), 1e-9);
        assertEquals(0, mix.rate(FaultKind.HANG));
        assertEquals(0, mix.rate(FaultKind.CONTEXT_LENGTH_EXCEEDED));
        assertEquals(
                0.2,
                mix.rates().values().stream().mapToDouble(Double::doubleValue).sum(),
                1e-9);
        assertEquals(
                1,
                Faults.mix(1).rates().values().stream()
                        .mapToDouble(Double::doubleValue)
                        .sum(),
                1e-9);
    }

    @Test
    void ratesMustMakeSense() {
        assertMessage("the rate of hang must lie from 0 to 1, found 1.5", () -> Faults.NONE.with(FaultKind.HANG, 1.5));
        assertMessage(
                "the rate of hang must lie from 0 to 1, found NaN", () -> Faults.NONE.with(FaultKind.HANG, Double.NaN));
        assertMessage(
                "the rates of all faults make more than 1 together, found 1.25",
                () -> Faults.NONE.with(FaultKind.HANG, 0.5).with(FaultKind.BAD_GATEWAY, 0.75));
        assertMessage(
                "retry_after must lie from 0s to 24h, found PT-1S",
                () -> Faults.NONE.withRetryAfter(Duration.ofSeconds(-1)));
        Faults.NONE.with(FaultKind.HANG, 0.5).with(FaultKind.CONTEXT_LENGTH_EXCEEDED, 0.75);
    }

    private static void assertMessage(String message, org.junit.jupiter.api.function.Executable action) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, action).getMessage());
    }

    private static List<Optional<FaultKind>> faultsOf(long seed) {
        Judge judge = new Judge(Behaviour.defaults().withFaults(Faults.mix(0.5)).withSeed(seed));
        List<Optional<FaultKind>> met = new ArrayList<>();
        Exchange exchange = new Exchange();
        for (int i = 0; i < 1_000; i++) {
            exchange.clear();
            judge.judge(exchange);
            met.add(Optional.ofNullable(exchange.fault));
        }
        return met;
    }

    private static SimulatedModel always(FaultKind kind) throws IOException {
        return start(Faults.NONE.with(kind, 1));
    }

    private static SimulatedModel start(Faults faults) throws IOException {
        return SimulatedModel.start(Behaviour.defaults().withFaults(faults), 0);
    }
}
