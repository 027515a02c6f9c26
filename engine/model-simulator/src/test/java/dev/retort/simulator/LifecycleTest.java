package dev.retort.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LifecycleTest {

    @Test
    void closeLeavesNoThreadAndNoSocket() throws IOException {
        SimulatedModel model =
                SimulatedModel.start(Behaviour.defaults().withThreads(3).withLatency(Latency.parse("1h")), 0);
        String prefix = "simulated-model-" + model.port() + "-";
        assertEquals(3, threads(prefix));
        try (RawClient idle = new RawClient(model);
                RawClient waiting = new RawClient(model);
                RawClient half = new RawClient(model)) {
            waiting.send(RawClient.post(RawClient.QUESTION));
            half.send("POST /v1");
            Eventually.holds(() ->
                    model.statistics().inFlight() == 1 && model.statistics().connections() == 3);
            model.close();

            assertEquals(0, threads(prefix));
            assertEquals(-1, idle.readByte());
            assertEquals(-1, waiting.readByte());
            assertEquals(-1, half.readByte());
            assertThrows(ConnectException.class, () -> new RawClient(model).close());
            assertEquals(0, model.statistics().connections());
            assertEquals(0, model.statistics().inFlight());
            assertEquals(0, model.statistics().abandoned());
        }
        SimulatedModel.start(Behaviour.defaults(), model.port()).close();
        model.close();
    }

    @Test
    void portInUseIsABindException() throws IOException {
        try (SimulatedModel model = SimulatedModel.start(Behaviour.defaults(), 0)) {
            assertThrows(BindException.class, () -> SimulatedModel.start(Behaviour.defaults(), model.port()));
            assertEquals(
                    "http://127.0.0.1:" + model.port() + "/v1", model.baseUri().toString());
        }
    }

    @Test
    void drainAnswersWhatIsUnderWayAndTakesNothingNew() throws Exception {
        Behaviour behaviour = Behaviour.defaults().withLatency(Latency.parse("50ms"));
        try (SimulatedModel model = SimulatedModel.start(behaviour, 0);
                RawClient idle = new RawClient(model);
                RawClient waiting = new RawClient(model)) {
            waiting.send(RawClient.post(RawClient.QUESTION));
            Eventually.holds(() ->
                    model.statistics().inFlight() == 1 && model.statistics().connections() == 2);

            assertTrue(model.drain(Duration.ofSeconds(30)));
            assertEquals("close", waiting.read().fields().get("connection"));
            assertEquals(-1, waiting.readByte());
            assertEquals(-1, idle.readByte());
            Eventually.holds(() -> refuses(model));
            assertEquals(1, model.statistics().answered());
        }
    }

    @Test
    void drainWaitsNeitherForHangsNorBeyondItsLimit() throws Exception {
        Behaviour behaviour =
                Behaviour.defaults().withLatency(Latency.parse("1h")).withFaults(Faults.NONE.with(FaultKind.HANG, 0.5));
        try (SimulatedModel model = SimulatedModel.start(behaviour, 0)) {
            List<RawClient> clients = new ArrayList<>();
            while (model.statistics().inFlight() - model.statistics().faulted() == 0) {
                clients.add(new RawClient(model).send(RawClient.post(RawClient.QUESTION)));
                Eventually.holds(() -> model.statistics().inFlight() == clients.size());
            }
            assertFalse(model.drain(Duration.ofMillis(20)));
            clients.get(clients.size() - 1).reset();
            assertTrue(model.drain(Duration.ofSeconds(30)));
            for (RawClient client : clients) {
                client.close();
            }
            assertEquals(1, model.statistics().abandoned());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void servesTwoThousandConnectionsAtOnce(int threads) throws IOException {
        Behaviour behaviour = Behaviour.defaults().withThreads(threads).withLatency(Latency.parse("0..30ms"));
        try (SimulatedModel model = SimulatedModel.start(behaviour, 0)) {
            List<RawClient> clients = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                clients.add(new RawClient(model));
            }
            for (int round = 0; round < 3; round++) {
                for (int i = 0; i < clients.size(); i++) {
                    clients.get(i).send(RawClient.post(RawClient.chat("q" + round + "-" + i)));
                }
                for (int i = 0; i < clients.size(); i++) {
                    assertTrue(clients.get(i).read().body().contains(" to \\\"q" + round + "-" + i + "\\\""));
                }
            }
            assertEquals(2_000, model.statistics().connections());
            assertEquals(6_000, model.statistics().answered());
            for (RawClient client : clients) {
                client.close();
            }
            Eventually.holds(() -> model.statistics().connections() == 0);
        }
    }

    @Test
    void aClientThatDoesNotReadHoldsUpNobody() throws IOException {
        Behaviour behaviour = Behaviour.defaults().withReplyLength(ReplyLength.parse("100000"));
        try (SimulatedModel model = SimulatedModel.start(behaviour, 0);
                RawClient lazy = new RawClient(model)) {
            String request = RawClient.post("{\"n\":50," + RawClient.QUESTION.substring(1));
            lazy.send(request + request);
            Eventually.holds(() -> model.statistics().requests() == 1);
            assertEquals(200, RawClient.ask(model, RawClient.QUESTION).status());

            for (int i = 0; i < 2; i++) {
                assertTrue(lazy.read().body().length() > 19_000_000);
            }
            assertEquals(3, model.statistics().answered());
        }
    }

    @Test
    void behaviourMustMakeSense() {
        assertEquals(
                "the model needs a name",
                assertThrows(IllegalArgumentException.class, () -> Behaviour.defaults()
                                .withModel(" "))
                        .getMessage());
        assertEquals(
                "threads must lie from 1 to 64, found 0",
                assertThrows(IllegalArgumentException.class, () -> Behaviour.defaults()
                                .withThreads(0))
                        .getMessage());
        assertEquals(
                "tokens_per_second must be above 0, found 0.0",
                assertThrows(IllegalArgumentException.class, () -> Behaviour.defaults()
                                .withTokensPerSecond(0))
                        .getMessage());
    }

    private static boolean refuses(SimulatedModel model) {
        try {
            new RawClient(model).close();
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static long threads(String prefix) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(prefix))
                .count();
    }
}
