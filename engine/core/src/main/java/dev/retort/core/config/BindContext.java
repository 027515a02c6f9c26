package dev.retort.core.config;

import dev.retort.core.config.problem.Place;
import dev.retort.core.config.problem.ProblemLog;
import dev.retort.core.config.yaml.Mapping;
import dev.retort.spi.Secret;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the binding of one task has at hand, and what it gathers. */
final class BindContext {

    final TaskFiles.Machine machine;
    final Mode mode;
    final ProblemLog log;
    final FileTexts texts;
    final Environment environment;
    final @Nullable String envFile;
    final Interpolator interpolator;
    final KeyPlaces places;
    /** Whether there is a command instead of a task file. */
    final boolean ofCommand;
    /** The option that sets a key, by its dotted path. */
    final Map<String, String> options;

    final Set<Secret> secrets = new LinkedHashSet<>();
    final List<Path> filesRead = new ArrayList<>();
    /** So that a file that two keys name is read once. */
    final Map<Path, DocumentLoader.Loaded> loaded = new HashMap<>();
    /** The keys that name another file: what is below them stands at the top of that file. */
    final Set<String> rootsOfFiles = new HashSet<>();
    /** What the other files say, by their names, as it is written in the resolved file. */
    final Map<Path, Mapping> otherFiles = new LinkedHashMap<>();

    BindContext(
            Composed.Basis basis,
            ProblemLog log,
            Environment environment,
            Interpolator interpolator,
            KeyPlaces places) {
        this.machine = basis.machine();
        this.mode = basis.mode();
        this.texts = new FileTexts(basis.machine().workingDirectory(), log, basis.filesRead());
        this.envFile = basis.envFile();
        this.ofCommand = basis.ofCommand();
        this.options = basis.options();
        this.log = log;
        this.environment = environment;
        this.interpolator = interpolator;
        this.places = places;
    }

    /** Reports a value that does not fit its key. In a default of the record that is a bug of the plugin. */
    void misfit(Place place, String key, String message, String mend) {
        if (place instanceof Place.OfDefault) {
            throw new MisfitException(message);
        }
        log.error(place, key, message, mend);
    }
}
