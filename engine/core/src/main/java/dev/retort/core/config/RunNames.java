package dev.retort.core.config;

import org.jspecify.annotations.Nullable;

/**
 * What stands for the names of a run in an interpolation.
 *
 * @param date of today
 * @param taskName null while it is not known yet
 * @param runDirectory null while it is not known yet
 */
record RunNames(String date, @Nullable String taskName, @Nullable String runDirectory) {

    static boolean isKnown(String name) {
        return name.equals("date") || name.equals("task.name") || name.equals("run.dir");
    }

    @Nullable
    String find(String name) {
        return switch (name) {
            case "date" -> date;
            case "task.name" -> taskName;
            default -> runDirectory;
        };
    }
}
