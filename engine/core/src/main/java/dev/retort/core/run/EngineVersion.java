package dev.retort.core.run;

/**
 * Which engine runs.
 *
 * @param engine of the engine jar: {@code 0.1.0}
 * @param spi of the SPI that it brings: {@code 1.0.0}
 */
public record EngineVersion(String engine, String spi) {}
