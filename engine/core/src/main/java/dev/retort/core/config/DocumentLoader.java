package dev.retort.core.config;

import dev.retort.core.config.problem.Place;
import dev.retort.core.config.problem.ProblemLog;
import dev.retort.core.config.problem.SourceText;
import dev.retort.core.config.yaml.Layers;
import dev.retort.core.config.yaml.Mapping;
import dev.retort.core.config.yaml.Node;
import dev.retort.core.config.yaml.Scalar;
import dev.retort.core.config.yaml.YamlReader;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a YAML file and, by its {@code extends}, those below it, and merges them into one mapping. */
final class DocumentLoader {

    static final String EXTENDS = "extends";
    private static final String EXAMPLE = "java -jar engine.jar describe <task_type> shows what a file looks like";
    private static final int LONGEST_CHAIN = 20;

    private final Path workingDirectory;
    private final ProblemLog log;
    private final FileTexts texts;

    DocumentLoader(Path workingDirectory, ProblemLog log, FileTexts texts) {
        this.workingDirectory = workingDirectory;
        this.log = log;
        this.texts = texts;
    }

    /**
     * What was read.
     *
     * @param root null when a file could not be read or is no mapping; the reason is in the log
     * @param files all that were opened, the first one first
     */
    record Loaded(@Nullable Mapping root, List<Path> files) {}

    Loaded load(Path file, Place reference, String key) {
        List<Path> files = new ArrayList<>();
        Mapping root = load(file, reference, key, files);
        return new Loaded(root, files);
    }

    private @Nullable Mapping load(Path file, Place reference, String key, List<Path> chain) {
        String name = file.toString();
        SourceText source = texts.read(file, reference, key);
        if (source == null) {
            return null;
        }
        chain.add(file);
        int errors = log.errorCount();
        Optional<Node> root = YamlReader.read(source, log);
        if (root.isEmpty() || (root.get() instanceof Scalar scalar && scalar.isNull())) {
            if (log.errorCount() == errors) {
                log.error(new Place.OfFile(name, source.order()), "", "the file is empty", EXAMPLE);
            }
            return null;
        }
        if (!(root.get() instanceof Mapping mapping)) {
            boolean glued = root.get() instanceof Scalar scalar && scalar.text().indexOf(':') > 0;
            log.error(
                    root.get().place(),
                    "",
                    "expected lines 'key: value', found " + Found.of(root.get(), ""),
                    glued ? "put a blank behind the ':'" : "");
            return null;
        }
        Mapping.Entry base = mapping.find(EXTENDS);
        return base == null ? mapping : extended(file, mapping, base, chain);
    }

    private Mapping extended(Path file, Mapping mapping, Mapping.Entry base, List<Path> chain) {
        Mapping own = without(mapping, EXTENDS);
        Path other = basePath(file, base);
        if (other == null) {
            return own;
        }
        for (Path earlier : chain) {
            if (normal(earlier).equals(normal(other))) {
                log.error(
                        base.value().place(),
                        EXTENDS,
                        "the files extend each other in a circle: " + chain(chain, other),
                        "delete one 'extends'");
                return own;
            }
        }
        if (chain.size() == LONGEST_CHAIN) {
            log.error(base.value().place(), EXTENDS, "more than 20 files extend each other", "");
            return own;
        }
        Mapping below = load(other, base.value().place(), EXTENDS, chain);
        return below == null ? own : Layers.merge(below, own);
    }

    private @Nullable Path basePath(Path file, Mapping.Entry entry) {
        Node value = entry.value();
        if (!(value instanceof Scalar scalar)
                || scalar.isNull()
                || scalar.text().isBlank()) {
            log.error(
                    value instanceof Scalar empty && empty.text().isEmpty()
                            ? entry.key().place()
                            : value.place(),
                    EXTENDS,
                    "'extends' must be the path of a YAML file, found " + Found.of(value, EXTENDS),
                    "write one path, relative to this file");
            return null;
        }
        if (scalar.text().contains("${")) {
            log.error(value.place(), EXTENDS, "'extends' takes no ${…}: it is read before anything else", "");
            return null;
        }
        try {
            Path other = file.resolveSibling(scalar.text()).normalize();
            return other;
        } catch (InvalidPathException e) {
            log.error(value.place(), EXTENDS, "not a path: " + e.getReason(), "");
            return null;
        }
    }

    private Path normal(Path file) {
        return workingDirectory.resolve(file).toAbsolutePath().normalize();
    }

    private static String chain(List<Path> chain, Path last) {
        StringBuilder text = new StringBuilder();
        for (Path file : chain) {
            text.append(file).append(" → ");
        }
        return text.append(last).toString();
    }

    private static Mapping without(Mapping mapping, String key) {
        List<Mapping.Entry> entries = new ArrayList<>(mapping.entries());
        entries.removeIf(entry -> entry.name().equals(key));
        return Mapping.of(mapping.place(), entries);
    }
}
