package dev.retort.model.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retort.simulator.Behaviour;
import dev.retort.simulator.FaultKind;
import dev.retort.simulator.Limits;
import dev.retort.simulator.ReasoningStyle;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class SimulationConfigTest {

    private static SimulationConfig faults(double errorRate, Map<String, Double> faults) {
        return new SimulationConfig(
                "20ms",
                errorRate,
                faults,
                Optional.of(60.0),
                Optional.of(50),
                Optional.of(16),
                Optional.of(3_000L),
                Optional.of(250_000L),
                Optional.empty(),
                ReasoningStyle.REASONING,
                true,
                7);
    }

    private static Behaviour behaviour(SimulationConfig config) throws Exception {
        return config.behaviour("tiny", path -> path);
    }

    @Test
    void anAbsentSectionSimulatesAModelWithoutFaultsOrLimits() throws Exception {
        Behaviour behaviour = behaviour(SimulationConfig.DEFAULTS);
        assertEquals("50ms..400ms", behaviour.latency().toString());
        assertEquals(Map.of(), behaviour.faults().rates());
        assertEquals(Limits.NONE, behaviour.limits());
        assertEquals(OptionalDouble.empty(), behaviour.tokensPerSecond());
        assertEquals("tiny", behaviour.model());
    }

    @Test
    void everyKeyReachesTheSimulation() throws Exception {
        Behaviour behaviour = behaviour(faults(0.1, Map.of("hang", 0.01, "rate_limited", 0.0)));
        assertEquals("20ms", behaviour.latency().toString());
        assertEquals(7, behaviour.seed());
        assertEquals(ReasoningStyle.REASONING, behaviour.reasoning());
        assertTrue(behaviour.promptCache());
        assertEquals(OptionalDouble.of(60), behaviour.tokensPerSecond());
        assertEquals(
                Limits.NONE
                        .withMaxInFlight(50)
                        .withWorkers(16)
                        .withRequestsPerMinute(3_000)
                        .withTokensPerMinute(250_000),
                behaviour.limits());
        assertEquals(0.01, behaviour.faults().rate(FaultKind.HANG), 1e-12);
        assertEquals(0, behaviour.faults().rate(FaultKind.RATE_LIMITED));
        assertEquals(0.015, behaviour.faults().rate(FaultKind.OVERLOADED), 1e-12);
    }

    @Test
    void aFaultMayTakeTheWholeOfTheRate() throws Exception {
        Map<String, Double> faults = new java.util.HashMap<>();
        for (FaultKind kind : FaultKind.values()) {
            faults.put(kind.key(), 0.0);
        }
        faults.put("bad_gateway", 0.6);
        faults.put("rate_limited", 0.4);
        assertEquals(
                Map.of(FaultKind.BAD_GATEWAY, 0.6, FaultKind.RATE_LIMITED, 0.4),
                behaviour(faults(1, faults)).faults().rates());
    }

    @Test
    void refusesFaultsThatAreNone() {
        assertRefused(
                "'faults': there is no fault \"sneeze\"; write one of rate_limited, server_error, overloaded, bad_gateway,"
                        + " reset_before_reply, reset_during_reply, truncated_body, malformed_json, error_in_ok, hang,"
                        + " context_length_exceeded",
                Map.of("sneeze", 0.5));
        assertRefused("'faults': the rate of hang must lie from 0 to 1, found 1.5", Map.of("hang", 1.5));
        assertRefused(
                "'faults': the rates of all faults make more than 1 together, found 1.25",
                Map.of("hang", 0.75, "overloaded", 0.5));
    }

    @Test
    void refusesALatencyThatIsNone() {
        assertThrows(IllegalArgumentException.class, () -> new SimulationConfig("soon", 0, Optional.<Path>empty(), 0));
    }

    private static void assertRefused(String message, Map<String, Double> faults) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> faults(0, faults))
                        .getMessage());
    }
}
