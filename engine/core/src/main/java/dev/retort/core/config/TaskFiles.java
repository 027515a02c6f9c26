package dev.retort.core.config;

import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Reads task files. Creates nothing, sends nothing. */
public final class TaskFiles {

    private final Machine machine;

    /**
     * @param workingDirectory where relative paths start
     * @param variables of the process
     * @param clock for {@code ${date}}
     * @param zone for {@code ${date}}
     */
    public TaskFiles(Path workingDirectory, Map<String, String> variables, InstantSource clock, ZoneId zone) {
        this.machine = new Machine(workingDirectory, Map.copyOf(variables), clock, zone);
    }

    /**
     * Reads a task as far as that is possible without knowing its type. Never throws for a mistake of the user: problems are in the
     * document, and {@link TaskDocument#bind} adds the rest to them.
     *
     * @param settings the later ones win
     * @param knownTypes the task types that the plugins bring
     */
    public TaskDocument compose(TaskSource source, List<Setting> settings, Collection<String> knownTypes, Mode mode) {
        return new Composition(machine, mode).compose(source, settings, knownTypes);
    }

    /** What the configuration sees of the machine. */
    record Machine(Path workingDirectory, Map<String, String> variables, InstantSource clock, ZoneId zone) {
        /** What {@code ${date}} stands for. */
        String date() {
            return LocalDate.ofInstant(clock.instant(), zone).toString();
        }
    }
}
