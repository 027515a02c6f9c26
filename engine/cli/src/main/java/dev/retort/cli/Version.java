package dev.retort.cli;

import dev.retort.core.run.EngineVersion;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {

    private final EngineVersion version;

    Version(EngineVersion version) {
        this.version = version;
    }

    @Override
    public String[] getVersion() {
        return new String[] {
            "retort " + version.engine() + " (SPI " + version.spi() + ")",
            "Java " + Runtime.version() + ", " + System.getProperty("java.vendor")
        };
    }
}
