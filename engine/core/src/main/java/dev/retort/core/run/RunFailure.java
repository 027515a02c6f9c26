package dev.retort.core.run;

import dev.retort.spi.Fault;
import java.util.Optional;

/**
 * Why a run did not go to its end.
 *
 * @param fault whose fault; empty for a bug
 * @param message what happened, masked
 * @param mend what to do, masked; may be empty
 * @param trace of a bug, masked; empty otherwise
 */
public record RunFailure(Optional<Fault> fault, String message, String mend, String trace) {}
