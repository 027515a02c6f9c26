package dev.retort.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.Locale;

/** How busy the machine is, by this and by others. */
final class Load {

    private Load() {}

    /** The average of the last minute. */
    static String now() {
        return String.format(
                Locale.ROOT,
                "%.2f",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }
}
