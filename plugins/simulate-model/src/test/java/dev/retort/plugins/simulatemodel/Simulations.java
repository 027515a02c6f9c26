package dev.retort.plugins.simulatemodel;

import dev.retort.simulator.ReasoningStyle;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Configurations as the engine would bind them. */
final class Simulations {

    static final FaultRates NO_FAULTS = new FaultRates(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    private Simulations() {}

    /** An empty section, but for the port. */
    static Simulation onAnyPort() {
        return simulation(0, "0ms", "20..120", Optional.empty(), 0, NO_FAULTS);
    }

    static Simulation simulation(
            int port, String latency, String replyTokens, Optional<Path> replies, double errorRate, FaultRates faults) {
        return new Simulation(
                port,
                "simulated",
                latency,
                Optional.empty(),
                replyTokens,
                replies,
                ReasoningStyle.AS_WRITTEN,
                false,
                errorRate,
                faults,
                Duration.ofSeconds(1),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                1);
    }
}
