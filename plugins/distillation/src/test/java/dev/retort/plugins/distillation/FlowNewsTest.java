package dev.retort.plugins.distillation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.retort.model.ClientStats;
import dev.retort.model.EndpointStats;
import dev.retort.model.EndpointStats.State;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is told of the flow of requests while a run goes on: {@link Stillness} and {@link Departures}. */
class FlowNewsTest {

    private static final String WHY = "http://one.test/v1 cannot be reached; trying again every 4 s";

    private final Stillness stillness = new Stillness();

    private static ClientStats stats(int inFlight, long answered, Optional<String> waitingFor) {
        return new ClientStats(
                inFlight,
                0,
                0,
                answered,
                0,
                answered,
                Map.of(),
                Map.of(),
                new ClientStats.Tokens(0, 0, 0, 0),
                8,
                0,
                List.of(),
                waitingFor);
    }

    private static EndpointStats endpoint(String shown, State state, Optional<String> trouble) {
        return new EndpointStats(shown, state, 0, 8, 0, 0, Map.of(), Duration.ZERO, 0, trouble);
    }

    private Optional<String> look(long second, ClientStats stats) {
        return stillness.look(stats, Duration.ofSeconds(second).toNanos());
    }

    @Test
    void aLastingStillnessIsToldOnceAndItsEndOnce() {
        assertEquals(Optional.empty(), look(0, stats(4, 10, Optional.empty())));
        assertEquals(Optional.empty(), look(1, stats(0, 10, Optional.of(WHY))));
        assertEquals(Optional.empty(), look(3, stats(0, 10, Optional.of(WHY))));
        assertEquals(Optional.of("nothing is sent: " + WHY), look(5, stats(0, 10, Optional.of(WHY))));
        assertEquals(Optional.empty(), look(9, stats(1, 10, Optional.of(WHY))));
        assertEquals(Optional.of("sending again"), look(11, stats(4, 10, Optional.empty())));
        assertEquals(Optional.empty(), look(12, stats(4, 12, Optional.empty())));
    }

    @Test
    void aRunThatEndsInTheMiddleOfItDoesNotSendAgain() {
        look(0, stats(4, 10, Optional.empty()));
        look(1, stats(0, 10, Optional.of(WHY)));
        assertEquals(Optional.of("nothing is sent: " + WHY), look(4, stats(0, 10, Optional.of(WHY))));
        assertEquals(Optional.empty(), look(6, stats(0, 10, Optional.empty())));
    }

    @Test
    void anEndpointThatIsOutIsToldOnceAsLongAsOthersGoOn() {
        Departures departures = new Departures();
        EndpointStats one = endpoint("http://one.test/v1", State.SERVING, Optional.empty());
        EndpointStats two = endpoint("http://one.test/v1#2", State.OUT, Optional.of("HTTP 401 unauthorized: no"));
        assertEquals(List.of(), departures.look(List.of(one)));
        assertEquals(
                List.of("http://one.test/v1#2 gets no more requests, the others go on: HTTP 401 unauthorized: no"),
                departures.look(List.of(one, two)));
        assertEquals(List.of(), departures.look(List.of(one, two)));
        EndpointStats gone = endpoint("http://one.test/v1", State.OUT, Optional.of("HTTP 403 forbidden: no"));
        assertEquals(List.of(), departures.look(List.of(gone, two)), "the end of the run tells the last");
    }
}
