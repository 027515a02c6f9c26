package dev.retort.spi;

import java.nio.file.Path;

/** What a task may use while it only says what it would do. */
public interface PlanContext {

    /** Resolves a path of the configuration against the directory that relative paths start from. */
    Path resolve(Path path);
}
