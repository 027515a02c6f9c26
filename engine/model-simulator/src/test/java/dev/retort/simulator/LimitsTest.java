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
    void refusesMoreRequestsAMinuteThanAllowedAndTellsWhatIsLeft() throws IOException {
        Behaviour behaviour = Behaviour.defaults().withLimits(Limits.NONE.withRequestsPerMinute(3));
        try (SimulatedModel model = SimulatedModel.start(behaviour, 0);
                RawClient client = new RawClient(model)) {
            for (int left = 2; left >= 0; left--) {
                Answer answer = client.send(RawClient.post(RawClient.QUESTION)).read();
                assertEquals(200, answer.status());
                assertEquals("3", answer.fields().get("x-ratelimit-limit-requests"));
                assertEquals(Integer.toString(left), answer.fields().get("x-ratelimit-remaining-requests"));
                assertFalse(answer.fields().containsKey("x-ratelimit-limit-tokens"));
            }
            Answer refused = client.send(RawClient.post(RawClient.QUESTION)).read();

            assertEquals(429, refused.status());
            assertTrue(
                    refused.body().endsWith("\"type\":\"requests\",\"param\":null,\"code\":\"rate_limit_exceeded\"}}"));
            assertEquals("0", refused.fields().get("x-ratelimit-remaining-requests"));
            assertTrue(refused.fields().get("x-ratelimit-reset-requests").matches("(59|1m0)(\\.\\d{1,3})?s"));
            assertEquals(20_000, Integer.parseInt(refused.fields().get("retry-after-ms")), 1_000);
            assertEquals(1, model.statistics().overRate());
            assertEquals(1, model.statistics().refused());
        }
    }

    @Test
    void refusesMoreTokensAMinuteThanAllowed() throws IOException {
        Behaviour behaviour = Behaviour.defaults()
                .withReplyLength(ReplyLength.parse("100"))
                .withLimits(Limits.NONE.withTokensPerMinute(250));
        String question = RawClient.chat("What?");
        try (SimulatedModel model = SimulatedModel.start(behaviour, 0);
                RawClient client = new RawClient(model)) {
            Answer first = client.send(RawClient.post(question)).read();
            Answer second = client.send(RawClient.post(question)).read();
            Answer refused = client.send(RawClient.post(question)).read();

            assertEquals("148", first.fields().get("x-ratelimit-remaining-tokens"));
            assertEquals(200, second.status());
            assertEquals(429, refused.status());
            assertTrue(refused.body().contains("\"type\":\"tokens\""), refused.body());
            assertTrue(refused.fields().containsKey("retry-after"));
        }
    }

    @Test
    void aBucketHoldsAMinutesWorthAndFillsSteadily() {
        RateLimit limit = new RateLimit(60, 0);
        limit.take(60);
        assertEquals(0, limit.remaining());
        assertEquals(1_000_000_000, limit.nanosUntil(1));
        limit.fill(2_500_000_000L);
        assertEquals(2, limit.remaining());
        assertEquals(0, limit.nanosUntil(2));
        assertEquals(57_500_000_000L, limit.nanosUntilFull());
        limit.fill(600_000_000_000L);
        assertEquals(60, limit.remaining());
        assertTrue(limit.nanosUntil(61) > 0, "more than a minute's worth is never there");
    }

    @Test
    void writesTimesAsTheProvidersDo() {
        assertEquals("0ms", duration(0));
        assertEquals("120ms", duration(119_500_000));
        assertEquals("1s", duration(1_000_000_000));
        assertEquals("8.064s", duration(8_064_000_000L));
        assertEquals("6m0s", duration(360_000_000_000L));
        assertEquals("1m2.500s", duration(62_500_000_000L));
        assertEquals("1.005s", duration(1_005_000_000));
    }

    @Test
    void whoComesWhenAllWorkersAreBusyWaitsForTheFirst() {
        WorkerQueue queue = new WorkerQueue(3, 1_000);
        assertEquals(0, queue.take(1_000, 50));
        assertEquals(0, queue.take(1_000, 30));
        assertEquals(0, queue.take(1_000, 40));
        assertEquals(30, queue.take(1_000, 100));
        assertEquals(35, queue.take(1_005, 100));
        assertEquals(0, queue.take(2_000, 1));
    }

    @Test
    void queuesInsteadOfRefusingWhenThereAreWorkers() throws IOException {
        Behaviour behaviour =
                Behaviour.defaults().withLatency(Latency.parse("20ms")).withLimits(Limits.NONE.withWorkers(1));
        try (SimulatedModel model = SimulatedModel.start(behaviour, 0);
                RawClient first = new RawClient(model);
                RawClient second = new RawClient(model);
                RawClient third = new RawClient(model)) {
            long begin = System.nanoTime();
            for (RawClient each : new RawClient[] {first, second, third}) {
                each.send(RawClient.post(RawClient.QUESTION));
            }
            for (RawClient each : new RawClient[] {first, second, third}) {
                assertEquals(200, each.read().status());
            }
            assertTrue(System.nanoTime() - begin >= 60_000_000);
        }
    }

    private static String duration(long nanos) {
        Bytes out = new Bytes(16);
        RateLimits.duration(out, nanos);
        return new String(out.toArray(), java.nio.charset.StandardCharsets.US_ASCII);
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
        assertEquals(
                "workers must be at least 1, found 0",
                assertThrows(IllegalArgumentException.class, () -> Limits.NONE.withWorkers(0))
                        .getMessage());
        assertEquals(
                "rpm must be at least 1, found 0",
                assertThrows(IllegalArgumentException.class, () -> Limits.NONE.withRequestsPerMinute(0))
                        .getMessage());
        assertEquals(
                "tpm must be at least 1, found -5",
                assertThrows(IllegalArgumentException.class, () -> Limits.NONE.withTokensPerMinute(-5))
                        .getMessage());
        assertEquals(OptionalLong.of(0), Limits.NONE.withQuota(0).quota());
    }
}
