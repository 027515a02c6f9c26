package dev.retort.core.run;

import java.time.Instant;
import java.util.Optional;

/**
 * The circumstances in which a run began.
 *
 * @param commit of git, checked out in the working directory
 */
record RunStart(Instant time, EngineVersion version, Machine machine, Optional<String> commit) {}
