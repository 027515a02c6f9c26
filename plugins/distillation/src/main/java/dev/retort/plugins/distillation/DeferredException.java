package dev.retort.plugins.distillation;

import java.io.IOException;
import java.nio.file.Path;

/** The file in which records wait for an identical request cannot be written or read. The records themselves stand in the input. */
final class DeferredException extends IOException {

    private static final long serialVersionUID = 1;

    private final transient Path file;

    DeferredException(Path file, IOException cause) {
        super(Output.reason(cause), cause);
        this.file = file;
    }

    Path file() {
        return file;
    }
}
