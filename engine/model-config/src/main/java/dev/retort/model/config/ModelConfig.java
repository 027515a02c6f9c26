package dev.retort.model.config;

import dev.retort.spi.config.Description;
import java.util.Optional;

/** A model config file: which endpoint, and what to send along with the messages. */
@Description(
        "A model and how to reach it. One file drives one model; the same file with another base_url drives another.")
public record ModelConfig(
        @Description("The endpoint and how long to wait for it.") ClientConfig clientConfig,
        @Description("What goes into every request besides the messages.") ChatConfig chatConfig,
        @Description("What tokens cost; without it no cost is shown and no budget can be set.") Optional<Prices> prices,
        @Description("How the built-in simulated model behaves; only with base_url: \"simulated\".")
                Optional<SimulationConfig> simulation) {

    public ModelConfig {
        if (simulation.isPresent() && !clientConfig.isSimulated()) {
            throw new IllegalArgumentException(
                    "'simulation' has an effect only with base_url: \"simulated\"; remove the"
                            + " section, or point base_url at the simulation");
        }
    }
}
