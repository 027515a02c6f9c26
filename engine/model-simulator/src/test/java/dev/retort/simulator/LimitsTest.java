package dev.retort.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retort.simulator.RawClient.Answer;
import java.io.IOException;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class LimitsTest {

    @Test
    void refusesMoreAtOnceThanAllowed() throws IOException {
        Behaviour behaviour = Behaviour.defaults()
                .withFaults(Faults.NONE.with(FaultKind.HANG, 1))
                .withLimits(Limits.NONE.withMaxInFlight(2));
        try (SimulatedModel model = SimulatedModel.start(behaviour, 0);
                RawClient first = new RawClient(model);
                RawClient second = new RawClient(model)) {
            first.send(RawClient.post(RawClient.QUESTION));
            second.send(RawClient.post(RawClient.QUESTION));
            Eventually.holds(() -> model.statistics().inFlight() == 2);
            Answer third = RawClient.ask(model, RawClient.QUESTION);

            assertEquals(429, third.status());
            assertEquals("1", third.fields().get("retry-after"));
            assertEquals(
                    "{\"error\":{\"message\":\"The simulation allows fewer requests at once (max_in_flight).\","
                            + "\"type\":\"requests\",\"param\":null,\"code\":\"rate_limit_exceeded\"}}",
                    third.body());
            assertEquals(1, model.statistics().overLimit());
            assertEquals(2, model.statistics().mostInFlight());
            assertEquals(2, model.statistics().inFlight());
        }
    }

    @Test
    void refusesForGoodWhenTheQuotaIsUsedUp() throws IOException {
        Behaviour behaviour = Behaviour.defaults()
                .withFaults(Faults.NONE.with(FaultKind.SERVER_ERROR, 0.5))
                .withLimits(Limits.NONE.withQuota(5));
        try (SimulatedModel model = SimulatedModel.start(behaviour, 0);
                RawClient client = new RawClient(model)) {
            for (int i = 0; i < 100; i++) {
                client.send(RawClient.post(RawClient.QUESTION)).read();
            }
            Answer refused = client.send(RawClient.post(RawClient.QUESTION)).read();

            assertEquals(429, refused.status());
            assertFalse(refused.fields().containsKey("retry-after"));
            assertTrue(refused.body()
                    .endsWith("\"type\":\"insufficient_quota\",\"param\":null,\"code\":\"insufficient_quota\"}}"));
            assertEquals(5, model.statistics().answered());
        }
    }

    @Test
    void asksForTheKey() throws IOException {
        Behaviour behaviour = Behaviour.defaults().withLimits(Limits.NONE.withRequiredKey("open-sesame"));
        try (SimulatedModel model = SimulatedModel.start(behaviour, 0);
                RawClient client = new RawClient(model)) {
            for (String field : new String[] {
                "", "Authorization: Bearer open-sesam\r\n", "Authorization: open-sesame\r\n", "Authorization:\r\n"
            }) {
                Answer refused =
                        client.send(RawClient.post(RawClient.QUESTION, field)).read();

                assertEquals(401, refused.status());
                assertTrue(refused.body().endsWith("\"param\":null,\"code\":\"invalid_api_key\"}}"), refused.body());
                assertFalse(refused.body().contains("sesam"));
            }
            assertEquals(
                    401,
                    client.send("GET /v1/models HTTP/1.1\r\nHost: x\r\n\r\n")
                            .read()
                            .status());
            assertEquals(
                    200,
                    client.send(RawClient.post(RawClient.QUESTION, "authorization:  Bearer open-sesame \r\n"))
                            .read()
                            .status());
            assertEquals(5, model.statistics().unauthorized());
        }
        assertFalse(behaviour.toString().contains("sesame"), behaviour.toString());
    }

    @Test
    void limitsMustMakeSense() {
        assertEquals(
                "max_in_flight must be at least 1, found 0",
                assertThrows(IllegalArgumentException.class, () -> Limits.NONE.withMaxInFlight(0))
                        .getMessage());
        assertEquals(
                "quota must not be negative, found -1",
                assertThrows(IllegalArgumentException.class, () -> Limits.NONE.withQuota(-1))
                        .getMessage());
        assertEquals(
                "the required key must be visible ASCII without blanks",
                assertThrows(IllegalArgumentException.class, () -> Limits.NONE.withRequiredKey("a b"))
                        .getMessage());
        assertEquals(OptionalLong.of(0), Limits.NONE.withQuota(0).quota());
    }
}
