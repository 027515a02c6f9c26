package dev.retort.core.plugin;

import java.util.List;

/** The last sentence of a problem: what cannot be used because of it. */
final class Unavailable {

    private Unavailable() {}

    static String suffix(List<String> taskTypes) {
        return switch (taskTypes.size()) {
            case 0 -> "";
            case 1 -> ". Task type not available: " + taskTypes.get(0);
            default -> ". Task types not available: " + String.join(", ", taskTypes);
        };
    }
}
