package dev.retort.spi;

/** Whose fault it is that a task could not go on; decides the exit code. */
public enum Fault {
    /** The task file, or a file it refers to: exit code 2. */
    CONFIGURATION,
    /** The data to work on: exit code 3. */
    INPUT,
    /** A model endpoint or a scheduler: exit code 4. */
    SERVICE,
    /** Disk, memory or permissions of this machine: exit code 5. */
    MACHINE
}
