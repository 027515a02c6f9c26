package dev.retort.model;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the limit finds what a server can do, minute after minute in virtual time. */
final class FlowSimulationTest {

    private final VirtualTime time = new VirtualTime();

    @ParameterizedTest
    @CsvSource({"1, 0.2, 5", "2, 0.2, 5", "3, 0.2, 100", "4, 2, 5", "5, 2, 200", "6, 10, 50"})
    void settlesJustBelowTheNumberThatAServerAllows(long seed, double latency, int refusal) {
        SimulatedServer server = server(seed);
        server.workers = 50;
        server.seconds = any -> latency;
        server.refusal = Duration.ofMillis(refusal);
        Simulation run = new Simulation(time, ClientSettings.of(512), seed, server);
        checkAtFifty(run, server, latency);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void settlesThereWithLatenciesOfAllLengths(long seed) {
        SimulatedServer server = server(seed);
        server.workers = 50;
        server.seconds = SimulatedServer.spread(0.7);
        Simulation run = new Simulation(time, ClientSettings.of(512), seed, server);
        checkAtFifty(run, server, 0.7 * Math.exp(0.84 * 0.84 / 2));
    }

    private static void checkAtFifty(Simulation run, SimulatedServer server, double latency) {
        run.rateOver(Duration.ofMillis((long) Math.max(10_000, 5_000 * latency)));
        long refused = server.refused;
        long received = server.received;
        double rate = run.rateOver(Duration.ofSeconds(110));
        double limit = run.meanLimitOver(Duration.ofSeconds(60));
        double share = (server.refused - refused) / (double) (server.received - received);
        String seen = "limit " + limit + ", rate " + rate + " of " + 50 / latency + ", refused " + share;
        assertTrue(limit >= 40 && limit <= 60, seen);
        assertTrue(rate >= 0.9 * 50 / latency, seen);
        assertTrue(share < 0.02, seen);
        assertTrue(run.failures.isEmpty(), seen);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void fillsAThousandSlots(long seed) {
        SimulatedServer server = server(seed);
        server.workers = 1_000;
        Simulation run = new Simulation(time, ClientSettings.of(1_000), seed, server);
        double rate = run.rateOver(Duration.ofSeconds(20));
        assertTrue(rate >= 0.95 * 5_000, "rate " + rate);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void doesNotTakeLongAnswersForAQueue(long seed) {
        SimulatedServer server = server(seed);
        server.seconds = SimulatedServer.spread(2);
        Simulation run = new Simulation(time, ClientSettings.of(512), seed, server);
        run.rateOver(Duration.ofSeconds(60));
        double limit = run.meanLimitOver(Duration.ofMinutes(5));
        assertTrue(limit >= 0.95 * 512, "limit " + limit);
    }

    @ParameterizedTest
    @CsvSource({"1, 512", "2, 512", "3, 512", "4, 64", "5, 512", "6, 512"})
    void findsTheKneeOfAServerThatQueues(long seed, int concurrency) {
        SimulatedServer server = server(seed);
        server.workers = 16;
        server.queue = Integer.MAX_VALUE;
        server.seconds = seed < 4 ? any -> 0.5 : SimulatedServer.spread(0.5);
        Simulation run = new Simulation(time, ClientSettings.of(concurrency), seed, server);
        run.rateOver(Duration.ofSeconds(300));
        double before = server.answered;
        double limit = run.meanLimitOver(Duration.ofMinutes(10));
        double mean = seed < 4 ? 0.5 : 0.5 * Math.exp(0.84 * 0.84 / 2);
        double share = (server.answered - before) / (600 * 16 / mean);
        assertTrue(limit >= 15 && limit <= 36, "limit " + limit);
        assertTrue(share > 0.93, "throughput " + share);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void doesNotThrottleAServerThatAnswersAtOnce(long seed) {
        SimulatedServer server = server(seed);
        server.workers = 2;
        server.queue = Integer.MAX_VALUE;
        server.seconds = any -> 0.0005;
        Simulation run = new Simulation(time, ClientSettings.of(512), seed, server);
        run.rateOver(Duration.ofSeconds(5));
        double limit = run.meanLimitOver(Duration.ofSeconds(60));
        assertTrue(limit >= 32, "limit " + limit);
    }

    @ParameterizedTest
    @CsvSource({"1, 0.03", "2, 0.05", "3, 0.11", "4, 0.11", "5, 0.01"})
    void isNotDeterredByRefusalsThatDoNotComeFromTheLoad(long seed, double share) {
        SimulatedServer server = server(seed);
        server.randomRefusals = share;
        server.seconds = SimulatedServer.spread(0.3);
        Simulation run = new Simulation(time, ClientSettings.of(256), seed, server);
        run.rateOver(Duration.ofSeconds(20));
        double limit = run.meanLimitOver(Duration.ofMinutes(2));
        assertTrue(limit >= 0.8 * 256, "limit " + limit);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void followsAServerThatLosesAndGainsWorkers(long seed) {
        SimulatedServer server = server(seed);
        server.workers = 50;
        Simulation run = new Simulation(time, ClientSettings.of(512), seed, server);
        run.rateOver(Duration.ofSeconds(30));
        server.workers = 20;
        run.rateOver(Duration.ofSeconds(20));
        double few = run.meanLimitOver(Duration.ofSeconds(30));
        server.workers = 200;
        run.rateOver(Duration.ofSeconds(180));
        double many = run.meanLimitOver(Duration.ofSeconds(30));
        assertTrue(few >= 14 && few <= 24, "limit " + few);
        assertTrue(many >= 160 && many <= 220, "limit " + many);
    }

    private SimulatedServer server(long seed) {
        return new SimulatedServer("http://127.0.0.1:1/v1", time, seed);
    }
}
