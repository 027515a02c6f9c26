package dev.retort.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Budgets in virtual time: what arrives at the server, minute by minute. */
final class PacingTest {

    private final VirtualTime time = new VirtualTime();

    @Test
    void keepsToSoManyRequestsAMinuteInEveryMinute() {
        SimulatedServer server = server(budgets(0, 600, 0));
        Simulation run = new Simulation(time, ClientSettings.of(200), 1, server);
        run.rateOver(Duration.ofSeconds(1));
        assertTrue(server.received <= 20, "no burst at the start: " + server.received);
        for (int minute = 0; minute < 5; minute++) {
            long before = server.received;
            run.rateOver(Duration.ofMinutes(1));
            long sent = server.received - before;
            assertTrue(sent <= 600 && sent >= 570, "in a minute: " + sent);
        }
        assertTrue(run.stats().waitingFor().orElse("").startsWith("the request budget of http://127.0.0.1:1/v1"));
    }

    @Test
    void keepsToSoManyRequestsASecond() {
        SimulatedServer server = server(budgets(50, 0, 0));
        Simulation run = new Simulation(time, ClientSettings.of(200), 1, server);
        assertEquals(50, run.rateOver(Duration.ofSeconds(20)), 2);
    }

    @Test
    void chargesTokensAsTheyTurnOutToBe() {
        SimulatedServer server = server(budgets(0, 0, 6_000));
        Simulation run = new Simulation(time, ClientSettings.of(50), 1, server);
        run.rateOver(Duration.ofMinutes(5));
        long before = run.stats().tokens().prompt() + run.stats().tokens().completion();
        run.rateOver(Duration.ofMinutes(5));
        double perMinute = (run.stats().tokens().prompt() + run.stats().tokens().completion() - before) / 5.0;
        assertTrue(perMinute <= 6_060 && perMinute >= 5_400, "tokens a minute: " + perMinute);
    }

    @Test
    void slowsDownWhenTheServerSaysThatLittleIsLeft() {
        SimulatedServer server = server(Budgets.NONE);
        server.perMinute = 600;
        server.tellsRates = true;
        Simulation run = new Simulation(time, ClientSettings.of(100), 1, server);
        run.rateOver(Duration.ofMinutes(1));
        long refused = server.refused;
        double rate = run.rateOver(Duration.ofMinutes(5));
        assertTrue(rate > 9, "rate " + rate);
        assertTrue(server.refused - refused < 60, "refused " + (server.refused - refused));
    }

    @Test
    void livesWithAServerThatCountsMinutesAndDoesNotTell() {
        SimulatedServer server = server(Budgets.NONE);
        server.perMinute = 600;
        Simulation run = new Simulation(time, ClientSettings.of(100), 1, server);
        run.rateOver(Duration.ofMinutes(2));
        long refused = server.refused;
        double rate = run.rateOver(Duration.ofMinutes(5));
        assertTrue(rate > 8, "rate " + rate);
        assertTrue(server.refused - refused < 0.1 * 5 * 600, "refused " + (server.refused - refused));
    }

    @Test
    void letsARequestPassThatIsLargerThanTheStore() {
        TokenBucket bucket = TokenBucket.perMinute(600, 0);
        assertEquals(0, bucket.delay(5_000, 0));
        bucket.take(5_000, 0);
        assertTrue(bucket.delay(1, Duration.ofMinutes(8).toNanos()) > 0);
        assertEquals(0, bucket.delay(5_000, Duration.ofMinutes(9).toNanos()));
    }

    @Test
    void waitsExactlyAsLongAsItSaid() {
        TokenBucket bucket = TokenBucket.perSecond(7, 0);
        bucket.take(1, 0);
        long wait = bucket.delay(1, 0);
        assertTrue(wait > 0);
        assertEquals(0, bucket.delay(1, wait));
    }

    private static Budgets budgets(double rps, double rpm, double tpm) {
        return new Budgets(of(rps), of(rpm), of(tpm), OptionalInt.empty());
    }

    private static OptionalDouble of(double value) {
        return value > 0 ? OptionalDouble.of(value) : OptionalDouble.empty();
    }

    private SimulatedServer server(Budgets budgets) {
        return new SimulatedServer(
                new Endpoint(URI.create("http://127.0.0.1:1/v1"), Optional.empty(), Map.of(), budgets), time, 1);
    }
}
