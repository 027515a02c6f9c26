package dev.retort.core.config;

import dev.retort.spi.Secret;
import dev.retort.spi.config.Default;
import dev.retort.spi.config.ExistingFile;
import dev.retort.spi.config.Key;
import dev.retort.spi.config.OneOf;
import dev.retort.spi.config.Range;
import dev.retort.spi.config.Seconds;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A record with a component of every type, all of them optional. */
record Everything(
        Optional<Boolean> flag,
        @Range(min = 1, max = 10) Optional<Integer> few,
        Optional<Integer> whole,
        Optional<Long> large,
        @Range(min = 0, max = 2) Optional<Double> ratio,
        Optional<String> text,
        @OneOf({"keep", "drop"}) Optional<String> reasoning,
        Optional<Path> path,
        @ExistingFile Optional<Path> input,
        Optional<URI> address,
        @Range(min = 1, max = 3600) Optional<Duration> timeout,
        @Seconds @Range(min = 0.5) Optional<Duration> pauseSecs,
        Optional<Level> level,
        Optional<Secret> secret,
        @Range(min = 1, max = 3) Optional<List<Integer>> numbers,
        Optional<List<Item>> items,
        Optional<Map<String, Double>> prices,
        Optional<Map<String, Object>> anything,
        @Key("class") Optional<String> kind,
        @Default("{}") Item item) {

    enum Level {
        LOW,
        VERY_HIGH
    }

    /** A section with a rule of its own. */
    record Item(@Default("a") String name, @Default("1") int count) {
        Item {
            if (name.length() > count * 10) {
                throw new IllegalArgumentException("'name' may have at most 10 characters for each 'count'");
            }
        }
    }
}
