package dev.retort.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Servers that go, come back, or refuse for good, in virtual time. */
final class OutageTest {

    private final VirtualTime time = new VirtualTime();
    private final SimulatedServer one = new SimulatedServer("http://one.test/v1", time, 1);
    private final SimulatedServer two = new SimulatedServer("http://two.test/v1", time, 2);

    @Test
    void waitsForAnHourWithoutNetworkAndLosesNothing() {
        Simulation run = new Simulation(time, ClientSettings.of(64), 1, one);
        run.rateOver(Duration.ofSeconds(30));
        one.down = true;
        run.rateOver(Duration.ofMinutes(60));
        assertTrue(one.unreached < 200, "it does not spin: " + one.unreached);
        assertEquals(
                Optional.of("http://one.test/v1 cannot be reached (connection refused); trying again every 1 min"),
                run.stats().waitingFor());
        one.down = false;
        double rate = run.rateOver(Duration.ofMinutes(3));
        assertTrue(rate > 100, "it is back: " + rate);
        assertTrue(run.failures.isEmpty());
        assertEquals(0, run.stats().retries(), "no attempt was lost");
    }

    @Test
    void givesUpAnOutageAtTheEndOfItsPatience() {
        Simulation run = new Simulation(
                time, ClientSettings.of(8).withPatience(Duration.ofMinutes(1), Duration.ofMinutes(10)), 1, one);
        run.rateOver(Duration.ofSeconds(30));
        one.down = true;
        run.rateOver(Duration.ofSeconds(590));
        assertTrue(run.failures.isEmpty());
        run.rateOver(Duration.ofSeconds(40));
        assertEquals(32, run.failures.size(), "everything outstanding comes back");
        ChatResult.Failure failure = (ChatResult.Failure) run.failures.get(0);
        assertEquals(FailureClass.RUN, failure.kind());
        assertEquals("unreachable", failure.type());
        assertTrue(
                failure.message().startsWith("http://one.test/v1 could not be reached for 10 min"), failure.message());
        assertEquals(EndpointStats.State.OUT, run.stats().endpoints().get(0).state());
        run.submit();
        assertEquals(33, run.failures.size(), "nothing is taken any more");
    }

    @Test
    void givesUpAfterAMinuteWhatWasNeverThere() {
        one.down = true;
        Simulation run = new Simulation(time, ClientSettings.of(8), 1, one);
        run.rateOver(Duration.ofSeconds(59));
        assertTrue(run.failures.isEmpty());
        run.rateOver(Duration.ofSeconds(2));
        assertEquals(32, run.failures.size());
        ChatResult.Failure failure = (ChatResult.Failure) run.failures.get(0);
        assertEquals(0, failure.attempts());
        assertTrue(
                failure.message().endsWith("; is base_url right? is the server up?")
                        && failure.message().contains("could not be reached for 1 min: simulated"),
                failure.message());
        assertTrue(one.unreached < 20, "tries " + one.unreached);
    }

    @Test
    void goesOnWithTheOtherWhenOneIsGoneAndComesBackToIt() {
        Simulation run = new Simulation(time, ClientSettings.of(64), 1, one, two);
        run.rateOver(Duration.ofSeconds(10));
        one.down = true;
        double alone = run.rateOver(Duration.ofSeconds(60));
        long before = one.answered;
        assertTrue(alone > 300, "the other does all: " + alone);
        one.down = false;
        run.rateOver(Duration.ofMinutes(2));
        assertTrue(one.answered - before > 10_000, "it is used again: " + (one.answered - before));
        assertTrue(run.failures.isEmpty());
    }

    @Test
    void sharesTheLoadByTheRoomThatThereIs() {
        one.workers = 40;
        two.workers = 120;
        Simulation run = new Simulation(time, ClientSettings.of(512), 1, one, two);
        run.rateOver(Duration.ofSeconds(60));
        long first = one.answered;
        long second = two.answered;
        run.rateOver(Duration.ofSeconds(60));
        assertEquals(40 * 5 * 60, one.answered - first, 1_300);
        assertEquals(120 * 5 * 60, two.answered - second, 3_700);
    }

    @Test
    void takesOutTheEndpointThatRefusesTheKeyAndGoesOnWithTheOther() {
        one.refusesAll = AttemptFailure.of(FailureClass.RUN, "unauthorized", "HTTP 401 unauthorized: no", 401);
        Simulation run = new Simulation(time, ClientSettings.of(16), 1, one, two);
        run.rateOver(Duration.ofSeconds(30));
        assertTrue(run.failures.isEmpty());
        assertTrue(one.received <= 16, "asked no more: " + one.received);
        assertEquals(EndpointStats.State.OUT, run.stats().endpoints().get(0).state());

        two.refusesAll = AttemptFailure.of(FailureClass.RUN, "payment_required", "HTTP 402 payment_required: no", 402);
        run.rateOver(Duration.ofSeconds(30));
        assertEquals(64, run.failures.size());
        for (ChatResult each : run.failures) {
            ChatResult.Failure failure = (ChatResult.Failure) each;
            assertEquals("payment_required", failure.type());
            assertEquals("no endpoint is left; the last one: HTTP 402 payment_required: no", failure.message());
        }
    }

    @Test
    void leavesAnEndpointAloneThatFailsEverything() {
        one.failures = 1;
        Simulation run = new Simulation(time, ClientSettings.of(32), 1, one, two);
        run.rateOver(Duration.ofMinutes(5));
        assertTrue(one.received < 100, "tries " + one.received);
        assertTrue(run.failures.isEmpty());
        assertEquals(EndpointStats.State.BROKEN, run.stats().endpoints().get(0).state());
    }

    @Test
    void givesUpAfterAMinuteWhatHasOnlyFailed() {
        one.failures = 1;
        Simulation run = new Simulation(time, ClientSettings.of(8), 1, one);
        run.rateOver(Duration.ofSeconds(59));
        assertEquals(EndpointStats.State.BROKEN, run.stats().endpoints().get(0).state());
        run.rateOver(Duration.ofSeconds(3));
        ChatResult.Failure last = (ChatResult.Failure) run.failures.get(run.failures.size() - 1);
        assertEquals(FailureClass.RUN, last.kind());
        assertEquals("keeps_failing", last.type());
        assertEquals(
                "http://one.test/v1 has done nothing but fail for 1 min: simulated; is base_url right? does the server"
                        + " work?",
                last.message());
        assertEquals(Optional.of(last.message()), run.stats().endpoints().get(0).trouble());
    }

    @Test
    void givesUpAtTheEndOfItsPatienceWhatHasAnsweredAndThenOnlyFails() {
        Simulation run = new Simulation(
                time, ClientSettings.of(8).withPatience(Duration.ofMinutes(1), Duration.ofMinutes(10)), 1, one);
        run.rateOver(Duration.ofSeconds(30));
        one.failures = 1;
        run.rateOver(Duration.ofSeconds(590));
        assertEquals(EndpointStats.State.BROKEN, run.stats().endpoints().get(0).state());
        run.rateOver(Duration.ofSeconds(40));
        ChatResult.Failure last = (ChatResult.Failure) run.failures.get(run.failures.size() - 1);
        assertEquals("keeps_failing", last.type());
        assertTrue(last.message().endsWith("; does the server still work?"), last.message());
    }

    @Test
    void givesUpWhenTheOnlyEndpointThatIsNotRefusedOnlyFails() {
        one.failures = 1;
        Simulation run = new Simulation(time, ClientSettings.of(8), 1, one, two);
        run.rateOver(Duration.ofMinutes(3));
        assertEquals(EndpointStats.State.BROKEN, run.stats().endpoints().get(0).state());
        assertTrue(run.failures.isEmpty());
        two.refusesAll = AttemptFailure.of(FailureClass.RUN, "unauthorized", "HTTP 401 unauthorized: no", 401);
        run.rateOver(Duration.ofMinutes(1));
        ChatResult.Failure last = (ChatResult.Failure) run.failures.get(run.failures.size() - 1);
        assertEquals("unauthorized", last.type());
        assertEquals(EndpointStats.State.OUT, run.stats().endpoints().get(0).state());
    }

    @Test
    void aLongWaitThatOneEndpointAsksForIsNoMatterOfTheOther() {
        one.refusesAll = AttemptFailure.of(FailureClass.PRESSURE, "rate_limited", "HTTP 429 rate_limited: no", 429)
                .withAdvice(null, Duration.ofHours(1));
        Simulation run = new Simulation(time, ClientSettings.of(16), 1, one, two);
        double rate = run.rateOver(Duration.ofMinutes(5));
        assertTrue(run.failures.isEmpty(), () -> "failed " + run.failures.size());
        assertTrue(rate > 70, "the other does it all: " + rate);
        assertTrue(one.received < 100, "asked in vain " + one.received);
    }

    @Test
    void doesNotStormAServerThatRefusesEverything() {
        one.perMinute = 0.001;
        Simulation run = new Simulation(time, ClientSettings.of(256), 1, one);
        run.rateOver(Duration.ofMinutes(10));
        assertTrue(one.refused < 300, "refused " + one.refused);
        String why = run.stats().waitingFor().orElseThrow();
        assertTrue(why.startsWith("http://one.test/v1 refuses everything; trying again in "), why);
    }

    @Test
    void handsEverythingBackWhenDrainedDuringAnOutage() {
        one.down = true;
        Simulation run = new Simulation(time, ClientSettings.of(8), 1, one);
        run.rateOver(Duration.ofSeconds(10));
        run.stopFeeding();
        assertEquals(32, run.scheduler.drain().size());
        assertFalse(run.stats().queued() > 0);
    }
}
